/* SPDX-License-Identifier: GPL-2.0-only */
/* What a module of generic_pt holds: the formats that its tree has, each a file of its own there. */
#include "generic-pt/opened.h"

#include "generic-pt/drivers.h"
#include "tape/session.h"

#define COUNT_OF(list) (sizeof(list) / sizeof *(list))

/* UB_FORMATS names them by their files: X(vtdss) X(amdv1). */
#define X(file) extern const struct ub_format generic_pt_##file;
UB_FORMATS
#undef X

#define X(file) &generic_pt_##file,
static const struct ub_format *const formats[] = { UB_FORMATS };
#undef X

/* Those of the library's rows; all go by the same table, and what it does is the kernel's own. */
static const struct ub_shape call_shapes[] = { UB_CALL_SHAPES(UB_SHAPE) };

static const struct ub_driver *const drivers[] = { &generic_pt_driver };

const struct ub_lists lists = {
  .shapes = call_shapes,
  .shape_count = COUNT_OF(call_shapes),
  .formats = formats,
  .format_count = COUNT_OF(formats),
  .drivers = drivers,
  .driver_count = COUNT_OF(drivers),
};
