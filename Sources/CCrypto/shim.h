#ifndef STAMKUND_CCRYPTO_H
#define STAMKUND_CCRYPTO_H

// All that is used are plain functions: HMAC, EVP_sha256, CRYPTO_memcmp. No wrapper is needed.
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#endif
