#ifndef STAMKUND_CCURL_H
#define STAMKUND_CCURL_H

#include <curl/curl.h>
#include <stdbool.h>

// curl_easy_setopt and curl_easy_getinfo are variadic, which Swift cannot call: one wrapper for each
// type of argument that is used.

static inline CURLcode ccurl_set_long(CURL *handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode ccurl_set_string(CURL *handle, CURLoption option, const char *value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode ccurl_set_pointer(CURL *handle, CURLoption option, void *value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode ccurl_set_header_callback(
    CURL *handle, size_t (*callback)(char *bytes, size_t size, size_t count, void *context)) {
  return curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, callback);
}

static inline CURLcode ccurl_set_progress_callback(
    CURL *handle, int (*callback)(void *context, curl_off_t, curl_off_t, curl_off_t, curl_off_t)) {
  return curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, callback);
}

static inline CURLcode ccurl_get_long(CURL *handle, CURLINFO info, long *value) {
  return curl_easy_getinfo(handle, info, value);
}

static inline CURLcode ccurl_get_socket(CURL *handle, curl_socket_t *value) {
  return curl_easy_getinfo(handle, CURLINFO_ACTIVESOCKET, value);
}

// Whether libcurl was built with a file of authorities.
static inline bool ccurl_has_authorities_file(CURL *handle) {
  const char *path = NULL;
  return curl_easy_getinfo(handle, CURLINFO_CAINFO, &path) == CURLE_OK && path != NULL;
}

// The result stands in a union of CURLMsg, whose import differs between compilers.
static inline CURLcode ccurl_message_result(const CURLMsg *message) { return message->data.result; }

// Macros that are chains of casts or of other macros are not imported.
static const long ccurl_global_default = CURL_GLOBAL_DEFAULT;
static const long ccurl_tls_1_2_or_newer = CURL_SSLVERSION_TLSv1_2;
static const long ccurl_tls_never = CURLUSESSL_NONE;
static const long ccurl_tls_if_offered = CURLUSESSL_TRY;
static const long ccurl_tls_always = CURLUSESSL_ALL;
static const int ccurl_error_size = CURL_ERROR_SIZE;

#endif
