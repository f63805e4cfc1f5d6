/* Loaded before the C library: counts what a program writes under one folder, and refuses, traces or ends it there.
 * Used by the hard tests alone. Each call that changes the disk has a number, from 1, in the order of the calls. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static char folder[PATH_MAX];
static size_t folder_length;
static long calls, first = -1, last = -1, killed_at = -1;
static int refusal, trace = -1;

#define REAL(name) ((__typeof__(&name))next(#name, &real_##name))
static void *next(const char *name, void **kept) {
    if (!*kept) *kept = dlsym(RTLD_NEXT, name);
    return *kept;
}
#define NEXT(name) static void *real_##name

NEXT(write); NEXT(pwrite); NEXT(pwrite64); NEXT(writev); NEXT(pwritev); NEXT(pwritev64); NEXT(fsync); NEXT(fdatasync);
NEXT(ftruncate); NEXT(ftruncate64); NEXT(rename); NEXT(unlink); NEXT(posix_fallocate); NEXT(posix_fallocate64); NEXT(mkdir);

void shim_watch(const char *path) {
    folder_length = strlen(path);
    memcpy(folder, path, folder_length + 1);
    calls = 0;
}
void shim_refuse(long from, long count, int error) { first = from; last = from + count - 1; refusal = error; }
void shim_kill(long at) { killed_at = at; }
void shim_trace(int number) { trace = number; }
long shim_calls(void) { return calls; }

static void note(char what, const char *path, const char *other, int64_t at, const void *bytes, size_t length) {
    uint32_t sizes[2] = {(uint32_t)strlen(path), other ? (uint32_t)strlen(other) : 0};
    uint64_t places[2] = {(uint64_t)at, (uint64_t)length};
    struct iovec parts[] = {{&what, 1}, {sizes, sizeof sizes}, {places, sizeof places},
                            {(void *)path, sizes[0]}, {(void *)other, sizes[1]}, {(void *)bytes, length}};
    if (syscall(SYS_writev, trace, parts, 6) < 0) abort();
}
void shim_mark(long number) { if (trace >= 0) note('A', "", NULL, number, NULL, 0); }

static int watched(const char *path) {
    return folder_length && !strncmp(path, folder, folder_length);
}
static int path_of(int number, char *path) {
    char link[40];
    if (!folder_length || number == trace) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", number);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return watched(path);
}
/* Counts a call; tells whether it is refused. With no errno it is not done and said to be: a lying disk. */
static int refused(void) {
    calls++;
    if (calls == killed_at) raise(SIGKILL);
    if (calls >= first && calls <= last && first > 0) { errno = refusal; return 1; }
    return 0;
}

#define WRITES(name, place, offset_type)                                                          \
    ssize_t name(int number, const void *bytes, size_t length, offset_type at) {                  \
        char path[PATH_MAX];                                                                      \
        int seen = path_of(number, path);                                                         \
        if (seen && refused()) return refusal ? -1 : (ssize_t)length;                             \
        ssize_t done = REAL(name)(number, bytes, length, at);                                     \
        if (seen && trace >= 0 && done > 0) note('W', path, NULL, place, bytes, (size_t)done);    \
        return done;                                                                              \
    }
WRITES(pwrite, at, off_t)
WRITES(pwrite64, at, off64_t)

ssize_t write(int number, const void *bytes, size_t length) {
    char path[PATH_MAX];
    int seen = path_of(number, path);
    if (seen && refused()) return refusal ? -1 : (ssize_t)length;
    off_t at = seen && trace >= 0 ? lseek(number, 0, SEEK_CUR) : 0;
    ssize_t done = REAL(write)(number, bytes, length);
    if (seen && trace >= 0 && done > 0) note('W', path, NULL, at, bytes, (size_t)done);
    return done;
}

/* What nothing here calls today: a trace that missed it would prove nothing. */
#define UNKNOWN(name, offset_type)                                                                \
    ssize_t name(int number, const struct iovec *parts, int count, offset_type at) {              \
        char path[PATH_MAX];                                                                      \
        int seen = path_of(number, path);                                                         \
        if (seen && trace >= 0) abort();                                                          \
        if (seen && refused()) return -1;                                                         \
        return REAL(name)(number, parts, count, at);                                              \
    }
UNKNOWN(pwritev, off_t)
UNKNOWN(pwritev64, off64_t)
ssize_t writev(int number, const struct iovec *parts, int count) {
    char path[PATH_MAX];
    int seen = path_of(number, path);
    if (seen && trace >= 0) abort();
    if (seen && refused()) return -1;
    return REAL(writev)(number, parts, count);
}

#define SYNCS(name)                                                                               \
    int name(int number) {                                                                        \
        char path[PATH_MAX];                                                                      \
        int seen = path_of(number, path);                                                         \
        if (seen && refused()) return refusal ? -1 : 0;                                           \
        int done = REAL(name)(number);                                                            \
        if (seen && trace >= 0 && !done) note('S', path, NULL, 0, NULL, 0);                       \
        return done;                                                                              \
    }
SYNCS(fsync)
SYNCS(fdatasync)

#define TRUNCATES(name, offset_type)                                                              \
    int name(int number, offset_type length) {                                                    \
        char path[PATH_MAX];                                                                      \
        int seen = path_of(number, path);                                                         \
        if (seen && refused()) return refusal ? -1 : 0;                                           \
        int done = REAL(name)(number, length);                                                    \
        if (seen && trace >= 0 && !done) note('T', path, NULL, length, NULL, 0);                  \
        return done;                                                                              \
    }
TRUNCATES(ftruncate, off_t)
TRUNCATES(ftruncate64, off64_t)

#define RESERVES(name, offset_type)                                                               \
    int name(int number, offset_type at, offset_type length) {                                    \
        char path[PATH_MAX];                                                                      \
        if (path_of(number, path) && refused()) return refusal;                                   \
        return REAL(name)(number, at, length);                                                    \
    }
RESERVES(posix_fallocate, off_t)
RESERVES(posix_fallocate64, off64_t)

int rename(const char *from, const char *to) {
    int seen = watched(to);
    if (seen && refused()) return -1;
    int done = REAL(rename)(from, to);
    if (seen && trace >= 0 && !done) note('R', from, to, 0, NULL, 0);
    return done;
}
int unlink(const char *path) {
    int seen = watched(path);
    if (seen && refused()) return -1;
    int done = REAL(unlink)(path);
    if (seen && trace >= 0 && !done) note('U', path, NULL, 0, NULL, 0);
    return done;
}
int mkdir(const char *path, mode_t mode) {
    if (watched(path) && refused()) return -1;
    return REAL(mkdir)(path, mode);
}

/* Opening makes a file or empties it: both change the disk. */
static int opened(const char *path, int flags, mode_t mode, int at_folder, int at_given) {
    int makes = watched(path) && (flags & (O_CREAT | O_TRUNC));
    int is_new = makes && access(path, F_OK) != 0;
    if (makes && (is_new || flags & O_TRUNC) && refused() && refusal) return -1;
    int number = (int)syscall(SYS_openat, at_given ? at_folder : AT_FDCWD, path, flags, mode);
    if (makes && trace >= 0 && number >= 0) {
        if (is_new) note('C', path, NULL, 0, NULL, 0);
        else if (flags & O_TRUNC) note('T', path, NULL, 0, NULL, 0);
    }
    return number;
}
#define MODE() mode_t mode = 0; if (flags & (O_CREAT | O_TMPFILE)) { va_list more; va_start(more, flags); mode = va_arg(more, mode_t); va_end(more); }
int open(const char *path, int flags, ...) { MODE() return opened(path, flags, mode, 0, 0); }
int open64(const char *path, int flags, ...) { MODE() return opened(path, flags | O_LARGEFILE, mode, 0, 0); }
int openat(int at_folder, const char *path, int flags, ...) { MODE() return opened(path, flags, mode, at_folder, 1); }
int openat64(int at_folder, const char *path, int flags, ...) { MODE() return opened(path, flags | O_LARGEFILE, mode, at_folder, 1); }
