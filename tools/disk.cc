#include "tools/disk.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <memory>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace fs = std::filesystem;

namespace yaodian {

namespace {

/// From this size on a file is mapped, so that a gigabyte is not copied. Smaller ones are copied, which costs no more and
/// holds when somebody shortens the file meanwhile; a map would not.
constexpr std::size_t kMapFrom = 1 << 20;
/// Offsets are 32 bits wide.
constexpr std::size_t kLargest = 0xFFFFFFF0u;

Words errno_words(int error) {
    switch (error) {
    case ENOENT: return {"没有这个文件或目录", "no such file or directory"};
    case EACCES:
    case EPERM: return {"没有权限", "permission denied"};
    case EISDIR: return {"这是一个目录", "it is a directory"};
    case ENOTDIR: return {"路径中间有一段不是目录", "a part of the path is not a directory"};
    case ENAMETOOLONG: return {"路径太长", "the path is too long"};
    case EFBIG: return {"文件超过 4 GB", "the file is larger than 4 GB"};
    case ENOSPC: return {"磁盘满了", "no space left on the disk"};
    case EROFS: return {"磁盘是只读的", "the disk is read-only"};
    default: return std::strerror(error);
    }
}

struct Descriptor {
    int fd = -1;
    ~Descriptor() {
        if (fd >= 0)
            ::close(fd);
    }
};

/// Reads to the end, whatever the size said beforehand (pipes have none). False, with `error`, when that fails.
bool read_all(int fd, std::size_t expected, std::string& out, int& error) {
    std::size_t size = 0;
    out.resize(expected + 1); // one more, so that the end is met without growing
    for (;;) {
        if (size == out.size())
            out.resize(std::max<std::size_t>(size * 2, 1 << 16));
        const ssize_t n = ::read(fd, out.data() + size, out.size() - size);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) {
            error = errno;
            return false;
        }
        if (n == 0)
            break;
        size += static_cast<std::size_t>(n);
        if (size > kLargest) {
            error = EFBIG;
            return false;
        }
    }
    out.resize(size);
    return true;
}

} // namespace

std::optional<SourceFile> read_source(const std::string& path, Words& why) {
    Descriptor opened;
    int fd = STDIN_FILENO;
    if (path != "-")
        fd = opened.fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat info {};
    if (fd < 0 || ::fstat(fd, &info) != 0) {
        why = errno_words(errno);
        return std::nullopt;
    }
    if (S_ISDIR(info.st_mode)) {
        why = errno_words(EISDIR);
        return std::nullopt;
    }
    const std::size_t size = S_ISREG(info.st_mode) ? static_cast<std::size_t>(info.st_size) : 0;
    if (size > kLargest) {
        why = errno_words(EFBIG);
        return std::nullopt;
    }
    if (size >= kMapFrom) {
        void* at = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (at != MAP_FAILED) {
            std::shared_ptr<const void> keep(at, [size](const void* p) { ::munmap(const_cast<void*>(p), size); });
            return SourceFile(path, {static_cast<const char*>(at), size}, std::move(keep));
        }
    }
    if (size > 0) { // one piece of memory, not cleared first, filled in one go
        const auto room = std::make_shared_for_overwrite<char[]>(size + 1);
        const ssize_t n = ::read(fd, room.get(), size + 1);
        if (n >= 0 && static_cast<std::size_t>(n) == size)
            return SourceFile(path, {room.get(), size}, room);
        if (::lseek(fd, 0, SEEK_SET) != 0) {
            why = errno_words(errno);
            return std::nullopt;
        }
    }
    std::string bytes; // of no known size, or changing under our eyes
    int error = 0;
    if (!read_all(fd, size, bytes, error)) {
        why = errno_words(error);
        return std::nullopt;
    }
    return SourceFile::from_string(path, std::move(bytes));
}

namespace {

bool list(const fs::path& directory, bool recursive, std::vector<std::string>& out, Words& why) {
    std::error_code error;
    bool good = true;
    std::vector<fs::path> waiting{directory};
    while (!waiting.empty()) {
        const fs::path here = std::move(waiting.back());
        waiting.pop_back();
        fs::directory_iterator it(here, error);
        if (error) {
            const Words reason = errno_words(error.value());
            why = {here.string() + "：" + reason.zh, here.string() + ": " + reason.en};
            good = false;
            continue;
        }
        for (; it != fs::directory_iterator(); it.increment(error)) {
            if (error)
                break;
            const fs::path& path = it->path();
            std::error_code ignored;
            // A link to a directory is not followed: it could lead back up.
            if (it->is_directory(ignored) && !it->is_symlink(ignored)) {
                if (recursive && !path.filename().native().starts_with('.'))
                    waiting.push_back(path);
            } else if (path.extension() == ".yd" && !it->is_directory(ignored)) {
                const std::string& name = path.native();
                out.push_back(name.starts_with("./") ? name.substr(2) : name);
            }
        }
    }
    return good;
}

} // namespace

std::vector<std::string> plans_below(const std::string& directory, bool recursive, Words& why) {
    std::vector<std::string> out;
    list(directory, recursive, out, why);
    std::sort(out.begin(), out.end());
    return out;
}

bool is_directory(const std::string& path) {
    std::error_code error;
    return fs::is_directory(path, error);
}

std::optional<FileKey> key_of(const std::string& path) {
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0)
        return std::nullopt;
    return FileKey{info.st_dev, info.st_ino};
}

std::string nearest_above(const std::string& path, const std::string& name) {
    std::error_code error;
    fs::path here = fs::absolute(path, error).lexically_normal();
    if (error)
        return {};
    for (;;) {
        if (fs::is_directory(here / name, error))
            return (here / name).string();
        if (!here.has_relative_path())
            return {};
        here = here.parent_path();
    }
}

std::string parent_of(const std::string& path) {
    const fs::path parent = fs::path(path).parent_path();
    return parent.empty() ? "." : parent.string();
}

std::string program_path() {
    std::error_code error;
    const fs::path path = fs::read_symlink("/proc/self/exe", error);
    return error ? std::string() : path.string();
}

std::string shown(const std::string& path) {
    std::error_code error;
    const fs::path full = fs::absolute(path, error).lexically_normal();
    if (error)
        return path;
    const fs::path here = fs::current_path(error);
    if (error)
        return full.string();
    const fs::path relative = full.lexically_relative(here);
    if (relative.empty() || *relative.begin() == "..")
        return full.string();
    return relative.string();
}

bool write_aside(const std::string& path, std::string_view bytes, Words& why) {
    std::error_code error;
    // Through a link, to the file it names: the link itself stays.
    const fs::path target = fs::exists(path, error) ? fs::canonical(path, error) : fs::path(path);
    if (target.has_parent_path())
        fs::create_directories(target.parent_path(), error);
    std::string aside = target.string() + ".XXXXXX";
    Descriptor file{::mkstemp(aside.data())};
    if (file.fd < 0) {
        // Missing directories were made above: none can be made there (/proc).
        why = errno == ENOENT ? Words{"这里不能建文件", "no file can be made here"} : errno_words(errno);
        return false;
    }
    auto fail = [&] {
        why = errno_words(errno);
        ::unlink(aside.c_str());
        return false;
    };
    struct stat old {};
    const mode_t mask = ::umask(0);
    ::umask(mask);
    if (::fchmod(file.fd, ::stat(target.c_str(), &old) == 0 ? old.st_mode & 07777 : 0666 & ~mask) != 0)
        return fail();
    for (std::size_t done = 0; done < bytes.size();) {
        const ssize_t n = ::write(file.fd, bytes.data() + done, bytes.size() - done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail();
        done += static_cast<std::size_t>(n);
    }
    if (::fsync(file.fd) != 0 || ::rename(aside.c_str(), target.c_str()) != 0)
        return fail();
    return true;
}

} // namespace yaodian
