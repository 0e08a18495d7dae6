#ifndef STAMKUND_CZLIB_H
#define STAMKUND_CZLIB_H

#include <zlib.h>

// inflateInit2 is a macro over inflateInit2_ and so unseen by Swift; 31 is the largest window
// (15) with gzip's header and check sum (16).
static inline int czlib_inflate_init_gzip(z_stream *stream) { return inflateInit2(stream, 31); }

#endif
