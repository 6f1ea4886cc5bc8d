/*
 * The formats of the vocabulary. Few files include this, so that a format more compiles few of them
 * anew.
 */
#ifndef UB_TABLE_FORMATS_OWN_H
#define UB_TABLE_FORMATS_OWN_H

#include "generated/formats.h"
#include "table/formats/format.h"

#define DECLARE_FORMAT(name) extern const struct ub_format name;
UB_OWN_FORMATS(DECLARE_FORMAT)
#undef DECLARE_FORMAT

#endif
