#ifndef STAMKUND_CIDN_H
#define STAMKUND_CIDN_H

#include <idn2.h>

// The flags are an enumeration in C but an `int` parameter; one constant keeps the choice in one place:
// IDNA2008 with the mapping of UTS 46, nontransitional (so that ß stays ß). Not with
// IDN2_USE_STD3_ASCII_RULES: libidn2 2.3.3 then leaves out every other ASCII character in silence, and
// a_b.se becomes ab.se, which is someone else's. The result has to be checked by the caller.
static const int cidn_flags = IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL;

#endif
