#include "tools/command.h"

#include <csignal>

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN); // a reader that goes away is told by write()
    return yaodian::run(argc, argv);
}
