#ifndef STAMKUND_CGUMBO_H
#define STAMKUND_CGUMBO_H

// All that is used are plain functions and structures. No wrapper is needed.
#include <gumbo.h>

#endif
