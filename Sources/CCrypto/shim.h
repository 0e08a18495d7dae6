#ifndef STAMKUND_CCRYPTO_H
#define STAMKUND_CCRYPTO_H

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

// EVP_PKEY_Q_keygen is variadic, which Swift cannot call.
static inline EVP_PKEY *ccrypto_make_rsa_key(size_t bits) {
  return EVP_PKEY_Q_keygen(NULL, NULL, "RSA", bits);
}

static inline EVP_PKEY *ccrypto_make_ed25519_key(void) {
  return EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
}

// BIO_get_mem_data is a macro, which Swift does not see.
static inline long ccrypto_bytes_of_bio(BIO *bio, char **start) {
  return BIO_get_mem_data(bio, start);
}

#endif
