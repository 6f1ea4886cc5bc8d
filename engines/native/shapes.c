#include "shapes.h"

const struct ub_shape shapes[SHAPE_COUNT] = { UB_SHAPES(UB_SHAPE) };
