/* What the modules of tier `native` hold. */
#include "table/formats/own.h"
#include "tape/session.h"

#define FORMAT(name) &name,
static const struct ub_format *const formats[] = { UB_OWN_FORMATS(FORMAT) };

static const struct ub_driver *const drivers[] = { &smmu_v3, &smmu_v2, &smmu_locked, &smmu_null_tlb_add };

#define COUNT_OF(list) (sizeof(list) / sizeof *(list))

const struct ub_lists lists = {
  .shapes = shapes,
  .shape_count = SHAPE_COUNT,
  .formats = formats,
  .format_count = COUNT_OF(formats),
  .drivers = drivers,
  .driver_count = COUNT_OF(drivers),
};
