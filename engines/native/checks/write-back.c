/*
 * How many cache lines an engine has written back, as the build that is timed does it: all of it but
 * cpu/write-back.c, in whose place this program counts.
 *
 *   PROGRAM
 *
 * For each call shape and format it maps and unmaps a few buffers in a domain that is not coherent,
 * and prints `SHAPE@FORMAT LINES ...`, a number for each operation.
 */
#include "cpu/write-back.h"

#include <stdio.h>

#include "core/iommu.h"
#include "tape/session.h"

enum { LINE = 64 };

static uint64_t lines;

void write_back(const void *start, size_t bytes) {
  uintptr_t first = (uintptr_t)start / LINE, last = ((uintptr_t)start + bytes - 1) / LINE;
  lines += last - first + 1;
}

const char *write_back_name(void) {
  return "counted";
}

static const uint64_t KIB = 1024, MIB = 1024 * 1024, GIB = 1024 * 1024 * 1024;

static void print_lines(void) {
  printf(" %llu", (unsigned long long)lines);
  lines = 0;
}

/* The operations that the test has too. */
static void run(struct ub_domain *domain) {
  const int prot = UB_PROT_READ | UB_PROT_WRITE | UB_PROT_CACHE;
  iommu_map(domain, GIB - 12 * KIB, GIB, 2 * MIB + 308 * KIB, prot);
  print_lines();
  iommu_map(domain, 4 * GIB, 4 * GIB, 6 * MIB, prot);
  print_lines();
  iommu_unmap(domain, GIB - 12 * KIB, 2 * MIB + 308 * KIB);
  print_lines();
  iommu_unmap(domain, 4 * GIB, 6 * MIB);
  print_lines();
  /* Two ptes in two cache lines. */
  iommu_map(domain, 8 * GIB + 28 * KIB, GIB, 8 * KIB, prot);
  print_lines();
  iommu_unmap(domain, 8 * GIB + 28 * KIB, 8 * KIB);
  print_lines();
}

int main(void) {
  const struct ub_domain_config config = {
    .ias = 48,
    .oas = 48,
    .pgsize_bitmap = 4 * KIB | 2 * MIB,
    .coherent = false,
    .strict = true,
    .max_tables = 1024,
  };
  for (size_t format = 0; format < lists.format_count; format++) {
    /* Larger granules have no pages of 4K. */
    if (session_problem(lists.formats[format], &config) != NULL) continue;
    for (size_t shape = 0; shape < lists.shape_count; shape++) {
      struct ub_session *session =
        session_open(&lists.shapes[shape], lists.formats[format], lists.drivers[0], &config);
      if (session == NULL) return 1;
      lines = 0;
      printf("%s@%s", lists.shapes[shape].name, lists.formats[format]->name);
      run(&session->smmu.domain);
      printf("\n");
      session_close(session);
    }
  }
  return 0;
}
