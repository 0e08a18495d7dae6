// A mail server that only answers: it reads commands and messages, keeps nothing and says yes.
//
//     TransportSink [--delay MILLISECONDS] [--tls CERTIFICATE KEY]
//     TransportSink --flood PORT CONNECTIONS MESSAGES SIZE
//
// The first form prints its port and serves until its standard input ends. With --delay each answer
// leaves that long after what it answers has come, as if the server were so far away. With --tls it
// offers STARTTLS.
//
// The second form is the proof that the first is not what limits a client: it throws whole
// conversations at a sink without waiting for any answer, and prints how many messages a second it took.

#define _GNU_SOURCE  // memmem

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static long delay_milliseconds = 0;
static SSL_CTX *tls_context = NULL;

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

// What one client has said and what it is to hear.
struct session {
  int socket;
  SSL *tls;
  bool in_message;
  char input[256 * 1024];
  size_t filled;
  char output[64 * 1024];
  size_t pending;
};

static void say(struct session *session, const char *words) {
  size_t length = strlen(words);
  if (session->pending + length > sizeof session->output) return;
  memcpy(session->output + session->pending, words, length);
  session->pending += length;
}

static bool flush_output(struct session *session) {
  if (session->pending > 0 && delay_milliseconds > 0) {
    struct timespec wait = {delay_milliseconds / 1000, delay_milliseconds % 1000 * 1000000};
    while (nanosleep(&wait, &wait) != 0 && errno == EINTR) {}
  }
  size_t sent = 0;
  while (sent < session->pending) {
    const char *rest = session->output + sent;
    size_t length = session->pending - sent;
    ssize_t count = session->tls ? SSL_write(session->tls, rest, (int)length)
                                 : send(session->socket, rest, length, MSG_NOSIGNAL);
    if (count <= 0) return false;
    sent += (size_t)count;
  }
  session->pending = 0;
  return true;
}

static bool start_tls(struct session *session) {
  say(session, "220 go\r\n");
  if (!flush_output(session)) return false;
  session->tls = SSL_new(tls_context);
  return session->tls && SSL_set_fd(session->tls, session->socket) == 1
         && SSL_accept(session->tls) == 1;
}

// Answers one command; false ends the session.
static bool answer(struct session *session, const char *line) {
  if (strncasecmp(line, "MAIL", 4) == 0 || strncasecmp(line, "RCPT", 4) == 0
      || strncasecmp(line, "RSET", 4) == 0 || strncasecmp(line, "HELO", 4) == 0) {
    say(session, "250 2.0.0 Ok\r\n");
  } else if (strncasecmp(line, "DATA", 4) == 0) {
    say(session, "354 go\r\n");
    session->in_message = true;
  } else if (strncasecmp(line, "EHLO", 4) == 0) {
    say(session, "250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n");
    if (tls_context && !session->tls) say(session, "250-STARTTLS\r\n");
    say(session, "250 SIZE 100000000\r\n");
  } else if (strncasecmp(line, "STARTTLS", 8) == 0 && tls_context) {
    return start_tls(session);
  } else if (strncasecmp(line, "QUIT", 4) == 0) {
    say(session, "221 2.0.0 Bye\r\n");
    flush_output(session);
    return false;
  } else {
    say(session, "502 5.5.1 what?\r\n");
  }
  return true;
}

// Takes what has come as far as it is whole; false ends the session.
static bool take_input(struct session *session) {
  char *place = session->input;
  char *end = session->input + session->filled;
  while (place < end) {
    if (session->in_message) {
      char *dot = memmem(place, (size_t)(end - place), "\r\n.\r\n", 5);
      if (!dot) {
        // The end may have begun: what it would begin with stays.
        if (end - place > 4) place = end - 4;
        break;
      }
      place = dot + 5;
      session->in_message = false;
      say(session, "250 2.0.0 Ok: queued as 4f1a9c\r\n");
      continue;
    }
    char *line_end = memchr(place, '\n', (size_t)(end - place));
    if (!line_end) break;
    if (!answer(session, place)) return false;
    place = line_end + 1;
  }
  session->filled = (size_t)(end - place);
  memmove(session->input, place, session->filled);
  return session->filled < sizeof session->input;
}

static void *serve(void *argument) {
  struct session *session = argument;
  say(session, "220 sink ESMTP\r\n");
  while (flush_output(session)) {
    char *free_space = session->input + session->filled;
    size_t size = sizeof session->input - session->filled;
    ssize_t count = session->tls ? SSL_read(session->tls, free_space, (int)size)
                                 : recv(session->socket, free_space, size, 0);
    if (count <= 0) break;
    session->filled += (size_t)count;
    if (!take_input(session)) break;
  }
  SSL_free(session->tls);
  close(session->socket);
  free(session);
  return NULL;
}

static void *accept_all(void *argument) {
  int listener = *(int *)argument;
  while (true) {
    int socket = accept(listener, NULL, NULL);
    if (socket < 0) continue;
    int yes = 1;
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    struct session *session = calloc(1, sizeof *session);
    if (!session) fail("calloc");
    session->socket = socket;
    pthread_t thread;
    if (pthread_create(&thread, NULL, serve, session) != 0) fail("pthread_create");
    pthread_detach(thread);
  }
  return NULL;
}

static void listen_and_serve(void) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
  socklen_t length = sizeof address;
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  if (listener < 0 || bind(listener, (struct sockaddr *)&address, length) != 0
      || listen(listener, 1024) != 0
      || getsockname(listener, (struct sockaddr *)&address, &length) != 0) {
    fail("listen");
  }
  pthread_t thread;
  if (pthread_create(&thread, NULL, accept_all, &listener) != 0) fail("pthread_create");
  printf("%d\n", ntohs(address.sin_port));
  fflush(stdout);
  while (getchar() != EOF) {}
}

struct flood {
  int port;
  long messages;
  long size;
};

static void *discard(void *argument) {
  char bytes[65536];
  while (recv(*(int *)argument, bytes, sizeof bytes, 0) > 0) {}
  return NULL;
}

static void send_all(int socket, const char *bytes, size_t length) {
  while (length > 0) {
    ssize_t count = send(socket, bytes, length, MSG_NOSIGNAL);
    if (count <= 0) fail("send");
    bytes += count;
    length -= (size_t)count;
  }
}

static void *flood_one(void *argument) {
  struct flood *flood = argument;
  struct sockaddr_in address = {.sin_family = AF_INET,
                                .sin_addr = {htonl(INADDR_LOOPBACK)},
                                .sin_port = htons((uint16_t)flood->port)};
  int connection = socket(AF_INET, SOCK_STREAM, 0);
  if (connect(connection, (struct sockaddr *)&address, sizeof address) != 0) fail("connect");
  pthread_t reader;
  if (pthread_create(&reader, NULL, discard, &connection) != 0) fail("pthread_create");
  const char *envelope = "MAIL FROM:<b-1@studs.example> SIZE=10000\r\n"
                         "RCPT TO:<kund-1234567@kund.example>\r\nDATA\r\n";
  size_t begin = strlen(envelope);
  size_t total = begin + (size_t)flood->size + 3;
  char *bytes = malloc(total);
  if (!bytes) fail("malloc");
  memcpy(bytes, envelope, begin);
  for (long index = 0; index < flood->size; index += 1) {
    bytes[begin + (size_t)index] = index % 80 == 78 ? '\r' : index % 80 == 79 ? '\n' : 'x';
  }
  memcpy(bytes + total - 5, "\r\n.\r\n", 5);
  send_all(connection, "EHLO flood\r\n", 12);
  for (long number = 0; number < flood->messages; number += 1) send_all(connection, bytes, total);
  send_all(connection, "QUIT\r\n", 6);
  pthread_join(reader, NULL);
  free(bytes);
  close(connection);
  return NULL;
}

static void flood_sink(int port, int connections, long messages, long size) {
  struct flood flood = {port, messages / connections, size};
  pthread_t threads[connections];
  double start = now();
  for (int index = 0; index < connections; index += 1) {
    if (pthread_create(&threads[index], NULL, flood_one, &flood) != 0) fail("pthread_create");
  }
  for (int index = 0; index < connections; index += 1) pthread_join(threads[index], NULL);
  printf("%.6f\n", now() - start);
}

int main(int count, char **arguments) {
  signal(SIGPIPE, SIG_IGN);
  if (count == 6 && strcmp(arguments[1], "--flood") == 0) {
    flood_sink(atoi(arguments[2]), atoi(arguments[3]), atol(arguments[4]), atol(arguments[5]));
    return 0;
  }
  for (int index = 1; index < count; index += 1) {
    if (strcmp(arguments[index], "--delay") == 0 && index + 1 < count) {
      delay_milliseconds = atol(arguments[index += 1]);
    } else if (strcmp(arguments[index], "--tls") == 0 && index + 2 < count) {
      tls_context = SSL_CTX_new(TLS_server_method());
      if (!tls_context
          || SSL_CTX_use_certificate_chain_file(tls_context, arguments[index + 1]) != 1
          || SSL_CTX_use_PrivateKey_file(tls_context, arguments[index + 2], SSL_FILETYPE_PEM) != 1) {
        fputs("cannot read the certificate and its key\n", stderr);
        return 1;
      }
      index += 2;
    } else {
      fputs("usage: TransportSink [--delay MILLISECONDS] [--tls CERTIFICATE KEY]\n", stderr);
      return 2;
    }
  }
  listen_and_serve();
  return 0;
}
