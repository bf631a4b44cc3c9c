/* Records what a process does to the files of one folder: loaded before the C library (LD_PRELOAD), it writes each
   opening, writing, shortening, syncing, renaming and removing below $RECORD_ROOT to $RECORD_LOG, in order.

   A record is eight bytes each of: letter, number, offset, length; then so many bytes. The letters:
   O opened (number: descriptor, offset: flags, bytes: path)   C closed (number: descriptor)
   W written (number: descriptor, offset, bytes)                T shortened or lengthened (number, offset: size)
   S synced (number: descriptor)                                U removed (bytes: path)
   R renamed (number: length of the old path, bytes: both)      M directory made (bytes: path)

   With $RECORD_ROOM set, files below the root may grow by so many bytes in all; then the disk is full (ENOSPC). */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#define FILES 4096
#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static char root[4096];
static size_t root_length;
static int log_file = -1;
static int64_t room = -1;
static unsigned char ours[FILES];
static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;

__attribute__((constructor)) static void begin(void)
{
    const char *where = getenv("RECORD_ROOT"), *log = getenv("RECORD_LOG"), *left = getenv("RECORD_ROOM");
    if (!where)
        return;
    strncpy(root, where, sizeof root - 1);
    root_length = strlen(root);
    if (left)
        room = atoll(left);
    if (log)
        log_file = NEXT(open64)(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static int is_ours(const char *path)
{
    return root_length && path && strncmp(path, root, root_length) == 0;
}

static int is_ours_open(int file)
{
    return file >= 0 && file < FILES && ours[file];
}

static void record(char letter, int64_t number, int64_t offset, const void *bytes, size_t length)
{
    int64_t head[4] = {letter, number, offset, (int64_t)length};
    struct iovec parts[2] = {{head, sizeof head}, {(void *)bytes, length}};
    int kept = errno;
    if (log_file < 0)
        return;
    pthread_mutex_lock(&one_at_a_time);
    if (writev(log_file, parts, 2) < 0)
        abort();
    pthread_mutex_unlock(&one_at_a_time);
    errno = kept;
}

/* Whether a file may be written up to there. */
static int has_room(int file, off64_t end)
{
    struct stat64 now;
    if (room < 0 || NEXT(fstat64)(file, &now) < 0 || end <= now.st_size)
        return 1;
    if (end - now.st_size > room) {
        errno = ENOSPC;
        return 0;
    }
    room -= end - now.st_size;
    return 1;
}

static int opened(int file, const char *path, int flags)
{
    if (file >= 0 && file < FILES) {
        ours[file] = is_ours(path);
        if (ours[file])
            record('O', file, flags, path, strlen(path));
    }
    return file;
}

static mode_t mode_of(int flags, va_list rest)
{
    return flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;
}

#define OPEN(name)                                                     \
    int name(const char *path, int flags, ...)                         \
    {                                                                  \
        va_list rest;                                                  \
        va_start(rest, flags);                                         \
        mode_t mode = mode_of(flags, rest);                            \
        va_end(rest);                                                  \
        return opened(NEXT(name)(path, flags, mode), path, flags);     \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                        \
    int name(int folder, const char *path, int flags, ...)                  \
    {                                                                       \
        va_list rest;                                                       \
        va_start(rest, flags);                                              \
        mode_t mode = mode_of(flags, rest);                                 \
        va_end(rest);                                                       \
        return opened(NEXT(name)(folder, path, flags, mode), path, flags);  \
    }
OPENAT(openat)
OPENAT(openat64)

int close(int file)
{
    if (is_ours_open(file)) {
        ours[file] = 0;
        record('C', file, 0, "", 0);
    }
    return NEXT(close)(file);
}

#define PWRITE(name, offset_type)                                                           \
    ssize_t name(int file, const void *bytes, size_t length, offset_type offset)            \
    {                                                                                       \
        if (is_ours_open(file) && !has_room(file, offset + (off64_t)length))                \
            return -1;                                                                      \
        ssize_t written = NEXT(name)(file, bytes, length, offset);                          \
        if (written > 0 && is_ours_open(file))                                              \
            record('W', file, offset, bytes, written);                                      \
        return written;                                                                     \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t write(int file, const void *bytes, size_t length)
{
    if (!is_ours_open(file))
        return NEXT(write)(file, bytes, length);
    off64_t offset = lseek64(file, 0, fcntl(file, F_GETFL) & O_APPEND ? SEEK_END : SEEK_CUR);
    if (!has_room(file, offset + (off64_t)length))
        return -1;
    ssize_t written = NEXT(write)(file, bytes, length);
    if (written > 0)
        record('W', file, offset, bytes, written);
    return written;
}

#define TRUNCATE(name, offset_type)                                    \
    int name(int file, offset_type size)                               \
    {                                                                  \
        if (is_ours_open(file) && !has_room(file, size))               \
            return -1;                                                 \
        int done = NEXT(name)(file, size);                             \
        if (done == 0 && is_ours_open(file))                           \
            record('T', file, size, "", 0);                            \
        return done;                                                   \
    }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

#define SYNC(name)                                                     \
    int name(int file)                                                 \
    {                                                                  \
        int done = NEXT(name)(file);                                   \
        if (done == 0 && is_ours_open(file))                           \
            record('S', file, 0, "", 0);                               \
        return done;                                                   \
    }
SYNC(fsync)
SYNC(fdatasync)

int unlink(const char *path)
{
    int done = NEXT(unlink)(path);
    if (done == 0 && is_ours(path))
        record('U', 0, 0, path, strlen(path));
    return done;
}

int mkdir(const char *path, mode_t mode)
{
    int done = NEXT(mkdir)(path, mode);
    if (done == 0 && is_ours(path))
        record('M', 0, 0, path, strlen(path));
    return done;
}

int rename(const char *from, const char *to)
{
    int done = NEXT(rename)(from, to);
    if (done == 0 && (is_ours(from) || is_ours(to))) {
        char both[8192];
        size_t one = strlen(from), other = strlen(to);
        if (one + other > sizeof both)
            abort();
        memcpy(both, from, one);
        memcpy(both + one, to, other);
        record('R', (int64_t)one, 0, both, one + other);
    }
    return done;
}

/* Copies within the kernel would pass unseen: whoever asks for one writes the bytes instead. */
ssize_t copy_file_range(int from, off64_t *start, int to, off64_t *place, size_t length, unsigned flags)
{
    (void)from, (void)start, (void)to, (void)place, (void)length, (void)flags;
    errno = ENOSYS;
    return -1;
}

ssize_t sendfile(int to, int from, off_t *start, size_t length)
{
    (void)to, (void)from, (void)start, (void)length;
    errno = ENOTSOCK;
    return -1;
}

ssize_t sendfile64(int to, int from, off64_t *start, size_t length)
{
    (void)to, (void)from, (void)start, (void)length;
    errno = ENOTSOCK;
    return -1;
}
