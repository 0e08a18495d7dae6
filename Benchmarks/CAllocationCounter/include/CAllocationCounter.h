#ifndef C_ALLOCATION_COUNTER_H
#define C_ALLOCATION_COUNTER_H

/// How often this process has asked for memory so far; -1 where that cannot be counted.
long allocation_count(void);

#endif
