/*
 * An I2C bus whose devices are played by a program. From /dev/i2c-answers it reads one message after the other: 'W' or 'R', the
 * address and the length as two bytes each, low byte first, and what was written. Its answer to each is one byte, 0 for
 * acknowledged, and for 'R' the bytes to be read. Without an answer within a second a message fails.
 */
#include <linux/i2c.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/uaccess.h>
#include <linux/wait.h>

#define LONGEST 8192
#define HEAD 5

static DEFINE_MUTEX(state);
static DECLARE_WAIT_QUEUE_HEAD(news);
static u8 message[HEAD + LONGEST];
static size_t message_length;
static u8 answer[1 + LONGEST];
static size_t answer_length;
static bool asked;
static bool answered;

static int one(struct i2c_msg *each)
{
	bool reading = each->flags & I2C_M_RD;
	int result = 0;

	if (each->len > LONGEST)
		return -EOPNOTSUPP;
	mutex_lock(&state);
	message[0] = reading ? 'R' : 'W';
	message[1] = each->addr & 0xff;
	message[2] = each->addr >> 8;
	message[3] = each->len & 0xff;
	message[4] = each->len >> 8;
	message_length = HEAD;
	if (!reading) {
		memcpy(message + HEAD, each->buf, each->len);
		message_length += each->len;
	}
	asked = true;
	answered = false;
	mutex_unlock(&state);
	wake_up_all(&news);
	wait_event_timeout(news, READ_ONCE(answered), HZ);
	mutex_lock(&state);
	asked = false;
	if (!answered)
		result = -ETIMEDOUT;
	else if (answer[0] != 0)
		result = -ENXIO;
	else if (reading) {
		memset(each->buf, 0xff, each->len);
		memcpy(each->buf, answer + 1, min_t(size_t, each->len, answer_length - 1));
	}
	mutex_unlock(&state);
	return result;
}

static int transfer(struct i2c_adapter *adapter, struct i2c_msg *messages, int count)
{
	int i, result;

	for (i = 0; i < count; i++) {
		result = one(&messages[i]);
		if (result)
			return result;
	}
	return count;
}

static u32 functions(struct i2c_adapter *adapter)
{
	return I2C_FUNC_I2C | I2C_FUNC_SMBUS_EMUL;
}

static ssize_t read_message(struct file *file, char __user *into, size_t length, loff_t *at)
{
	ssize_t result;

	if (wait_event_interruptible(news, READ_ONCE(asked)))
		return -ERESTARTSYS;
	mutex_lock(&state);
	result = min(length, message_length);
	if (copy_to_user(into, message, result))
		result = -EFAULT;
	asked = false;
	mutex_unlock(&state);
	return result;
}

static ssize_t write_answer(struct file *file, const char __user *from, size_t length, loff_t *at)
{
	ssize_t result = length;

	if (length < 1 || length > sizeof(answer))
		return -EINVAL;
	mutex_lock(&state);
	if (copy_from_user(answer, from, length))
		result = -EFAULT;
	else {
		answer_length = length;
		answered = true;
	}
	mutex_unlock(&state);
	wake_up_all(&news);
	return result;
}

static const struct i2c_algorithm algorithm = {
	.master_xfer = transfer,
	.functionality = functions,
};

static struct i2c_adapter bus = {
	.owner = THIS_MODULE,
	.name = "answered by a program",
	.algo = &algorithm,
};

static const struct file_operations operations = {
	.owner = THIS_MODULE,
	.read = read_message,
	.write = write_answer,
};

static struct miscdevice player = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "i2c-answers",
	.fops = &operations,
};

static int __init begin(void)
{
	int result = i2c_add_adapter(&bus);

	if (result)
		return result;
	result = misc_register(&player);
	if (result)
		i2c_del_adapter(&bus);
	return result;
}

static void __exit end(void)
{
	misc_deregister(&player);
	i2c_del_adapter(&bus);
}

module_init(begin);
module_exit(end);
MODULE_DESCRIPTION("An I2C bus whose devices are played by a program");
MODULE_LICENSE("Dual MIT/GPL");
