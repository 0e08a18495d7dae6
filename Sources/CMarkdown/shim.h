#ifndef STAMKUND_CMARKDOWN_H
#define STAMKUND_CMARKDOWN_H

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <cmark-gfm/node.h>

// The library exports the extensions' kinds of node, but the header that declares them is not
// installed.
extern cmark_node_type CMARK_NODE_TABLE;
extern cmark_node_type CMARK_NODE_TABLE_ROW;
extern cmark_node_type CMARK_NODE_TABLE_CELL;
extern cmark_node_type CMARK_NODE_STRIKETHROUGH;

// They are variables, written when the extensions are registered; Swift reads them as values.
static inline cmark_node_type stamkund_cmark_table(void) { return CMARK_NODE_TABLE; }
static inline cmark_node_type stamkund_cmark_table_row(void) { return CMARK_NODE_TABLE_ROW; }
static inline cmark_node_type stamkund_cmark_table_cell(void) { return CMARK_NODE_TABLE_CELL; }
static inline cmark_node_type stamkund_cmark_strikethrough(void) {
  return CMARK_NODE_STRIKETHROUGH;
}

// The accessors of the library copy a text to end it with a zero byte, and the length is lost.
static inline cmark_chunk stamkund_cmark_literal(const cmark_node *node) {
  return node->type == CMARK_NODE_CODE_BLOCK ? node->as.code.literal : node->as.literal;
}
static inline cmark_chunk stamkund_cmark_info(const cmark_node *node) {
  return node->as.code.info;
}
static inline cmark_chunk stamkund_cmark_url(const cmark_node *node) { return node->as.link.url; }
static inline cmark_chunk stamkund_cmark_title(const cmark_node *node) {
  return node->as.link.title;
}

#endif
