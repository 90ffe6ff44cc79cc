package io.feishuinterviews.redis.encryption;

/**
 * The service was started with Redis, but without a key for the data in it.
 */
class MissingEncryptionKeysException extends RuntimeException {

	MissingEncryptionKeysException() {
		super("interviews.redis.encryption-keys is not set", null, false, false);
	}

}
