#include "soak/replay.h"

#include <stdio.h>
#include <stdlib.h>

#include "tape/run.h"
#include "tape/session.h"

#define KIB UINT64_C(1024)
#define MIB (1024 * KIB)
#define GIB (1024 * MIB)

enum { PAGE = 4096, LONGEST_LIST = 5 };

static const unsigned address_bits[] = { 48, 40, 39, 32, 42, 36 };
static const uint64_t page_size_sets[] = {
  4 * KIB,
  4 * KIB | 2 * MIB,
  4 * KIB | 2 * MIB | GIB,
  4 * KIB | GIB,
  2 * MIB,
  2 * MIB | GIB,
};
static const uint64_t sizes[] = {
  PAGE, 2 * PAGE, 7 * PAGE, 64 * KIB, MIB, 2 * MIB, 2 * MIB + PAGE, 6 * MIB, 0,
};
/* Only where blocks can be as large, or one operation would take as long as thousands. */
static const uint64_t large_sizes[] = { GIB, GIB + 2 * MIB, 3 * GIB };
static const uint64_t units[] = { PAGE, 64 * KIB, 2 * MIB, GIB };

#define ONE_OF(list, byte) ((list)[(byte) % (sizeof(list) / sizeof *(list))])

struct soaked {
  /* How much larger the format's pages are than 4K: places and sizes are so too. */
  uint64_t scale;
  struct ub_session *session;
  struct ub_domain_config config;
};

static void fail(const char *what, uint64_t iova) {
  fprintf(stderr, "soak: %s at iova 0x%llx\n", what, (unsigned long long)iova);
  abort();
}

/* The page sizes of a format that stand where a set has 4K, 2M and 1G; its smallest where there are none. */
static uint64_t sizes_in(const struct ub_format *format, uint64_t set) {
  static const uint64_t in_set[] = { PAGE, 2 * MIB, GIB };
  uint64_t left = format->geometry->leaf_sizes, found = 0;
  for (size_t nth = 0; left != 0 && nth < sizeof in_set / sizeof *in_set; nth++) {
    if (set & in_set[nth]) found |= left & -left;
    left &= left - 1;
  }
  return found != 0 ? found : format->geometry->leaf_sizes & -format->geometry->leaf_sizes;
}

/* The sizes of contiguous leaves that go with the page sizes of a set. */
static uint64_t contiguous_with(const struct ub_format *format, uint64_t sizes) {
  const struct ub_geometry *geometry = format->geometry;
  uint64_t found = 0;
  for (uint64_t left = sizes; left != 0; left &= left - 1) {
    found |= ((UINT64_C(1) << geometry->bits_per_level) - 1) * (left & -left);
  }
  return found & geometry->contiguous_sizes;
}

static struct soaked open_given(const uint8_t given[DOMAIN_BYTES]) {
  const struct ub_shape *shape = &lists.shapes[given[0] % lists.shape_count];
  const struct ub_format *format = lists.formats[given[1] % lists.format_count];
  const struct ub_driver *driver = lists.drivers[given[7] % lists.driver_count];
  struct soaked soaked = {
    .scale = (UINT64_C(1) << format->geometry->granule_shift) / PAGE,
    .config = {
      .ias = ONE_OF(address_bits, given[2]),
      .oas = ONE_OF(address_bits, given[3]),
      .pgsize_bitmap = sizes_in(format, ONE_OF(page_size_sets, given[4])),
      .coherent = given[5] & 1,
      .strict = given[5] & 2,
      .max_tables = given[6] % 4 == 0 ? 17u + given[6] % 16u : 1u << 20,
    },
  };
  if (given[5] & 4) {
    soaked.config.pgsize_bitmap |= contiguous_with(format, soaked.config.pgsize_bitmap);
  }
  const char *problem = session_problem(format, &soaked.config);
  if (problem != NULL) fail(problem, 0);
  soaked.session = session_open(shape, format, driver, &soaked.config);
  if (soaked.session == NULL) fail("a session does not open", 0);
  return soaked;
}

static uint64_t lowest(uint64_t bits) {
  return bits & -bits;
}

/* Both ends of a stretch, and its middle. */
static void look_at_ends(uint64_t places[3], uint64_t iova, uint64_t bytes) {
  places[0] = iova;
  places[1] = iova + bytes / PAGE / 2 * PAGE;
  places[2] = iova + bytes - 1;
}

static void check_mapped(struct soaked *soaked, uint64_t iova, uint64_t paddr, uint64_t bytes) {
  uint64_t places[3];
  if (bytes == 0) return;
  look_at_ends(places, iova, bytes);
  for (int nth = 0; nth < 3; nth++) {
    uint64_t found = session_translate(soaked->session, places[nth]);
    if (found != paddr + (places[nth] - iova)) fail("a map leads elsewhere", places[nth]);
  }
}

static void check_unmapped(struct soaked *soaked, uint64_t iova, uint64_t bytes) {
  uint64_t places[3];
  if (bytes == 0) return;
  look_at_ends(places, iova, bytes);
  for (int nth = 0; nth < 3; nth++) {
    uint64_t found = session_translate(soaked->session, places[nth]);
    if (found != UB_NOT_MAPPED) fail("an unmap left a translation", places[nth]);
  }
}

struct order {
  uint64_t end;
  struct ub_session *session;
};

static bool check_leaf(void *context, uint64_t iova, uint64_t paddr, uint64_t size) {
  struct order *order = context;
  if (iova < order->end || iova % size != 0) fail("leaves overlap", iova);
  if (session_translate(order->session, iova) != paddr) fail("a leaf leads elsewhere", iova);
  order->end = iova + size;
  return true;
}

static void check_table(struct soaked *soaked) {
  struct ub_session *session = soaked->session;
  struct order order = { 0, session };
  session->inspection->leaves(session->smmu.table, 0, check_leaf, &order);
  if (session_leaked_tables(session) != 0) fail("a table is leaked", 0);
}

/* Runs one operation, or one scatter list, as a tape of its own. */
static void run_given(struct soaked *soaked, const uint8_t given[OPERATION_BYTES]) {
  uint64_t end = UINT64_C(1) << soaked->config.ias;
  uint64_t memory = UINT64_C(1) << soaked->config.oas;
  uint64_t unit = lowest(soaked->config.pgsize_bitmap);
  uint64_t home = given[0] & 8 ? (end - 4 * GIB) : 0;
  uint64_t iova_unit = ONE_OF(units, given[2]) * soaked->scale;
  uint64_t iova = (home + given[1] % 16 * iova_unit + given[2] / 4 * unit) % end;
  uint64_t memory_unit = ONE_OF(units, given[5]) * soaked->scale;
  bool large = soaked->config.pgsize_bitmap & GIB && memory_unit == GIB && given[3] >= 128;
  uint64_t size = large ? ONE_OF(large_sizes, given[3]) : ONE_OF(sizes, given[3]) * soaked->scale;
  if (large) iova -= iova % GIB;
  /* A few are misaligned. */
  if ((given[0] & 0x70) == 0) size += 512;
  bool maps = given[0] & 1;
  size_t segments = maps && given[0] & 2 ? 1 + given[0] / 16 % LONGEST_LIST : 1;

  uint8_t op[LONGEST_LIST], continues[LONGEST_LIST];
  uint64_t iovas[LONGEST_LIST], paddrs[LONGEST_LIST], bytes[LONGEST_LIST];
  uint64_t total = 0;
  for (size_t nth = 0; nth < segments; nth++) {
    op[nth] = maps ? UB_MAP : UB_UNMAP;
    continues[nth] = nth > 0;
    iovas[nth] = iova + total;
    paddrs[nth] = (GIB + (given[4] + nth * given[5]) % 64 * memory_unit) % memory;
    bytes[nth] = size;
    total += size;
  }
  struct ub_tape tape = { op, iovas, paddrs, bytes, continues };
  struct ub_outcome outcome = { 0 };
  run_mixed(soaked->session, &tape, 0, segments, &outcome);
  if (!maps) {
    check_unmapped(soaked, iova, outcome.bytes < size ? outcome.bytes : size);
  } else if (outcome.error == 0) {
    for (size_t nth = 0; nth < segments; nth++) {
      check_mapped(soaked, iovas[nth], paddrs[nth], bytes[nth]);
    }
  }
}

void replay(const uint8_t *bytes, size_t count) {
  if (count < DOMAIN_BYTES) return;
  struct soaked soaked = open_given(bytes);
  size_t at = DOMAIN_BYTES;
  for (; at + OPERATION_BYTES <= count; at += OPERATION_BYTES) run_given(&soaked, bytes + at);
  check_table(&soaked);
  session_close(soaked.session);
}
