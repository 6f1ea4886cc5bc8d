/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the build that counts knows of ptes. The kernel's file is compiled for a race detector, which
 * calls a function before each load and store; those that fall into a table's page are counted.
 */
#ifndef UB_SHIM_ACCESSES_H
#define UB_SHIM_ACCESSES_H

#include "contract/probe.h"
#include "shim/arena.h"

/* Whether anything is reported: not while a table is closed or looked into. */
extern bool shim_reports;

/* A report that only the build that counts makes, and only where it is listened to. */
#define REPORT(report) COUNT(shim_reports ? (accesses_settle(), (report)) : (void)0)

/* Listens or not, where there is anything to be heard. */
#ifdef UB_COUNT
#define LISTEN(on) ((void)(shim_reports = (on)))
#else
#define LISTEN(on) ((void)0)
#endif

/* Around a call into the page table of a domain. */
void accesses_begin(struct arena *arena, uint64_t iova);
void accesses_end(void);

/*
 * Reports what the last store came to, a leaf that was written or cleared: before whatever a page table
 * does next, so that reports stand in the order of the work.
 */
void accesses_settle(void);

/* The rest of the call frees what hung below an entry: what it reads is no part of a walk. */
void accesses_dropped(void);

/* A table was taken: it belongs below the one that was entered last. */
void accesses_new_table(void *table);

/* Of the library: what a store to a pte of a level came to, a leaf that was written or cleared. */
void library_stored(const struct arena *arena, unsigned level, uint64_t before, uint64_t now);

#endif
