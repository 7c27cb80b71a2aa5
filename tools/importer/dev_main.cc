// A bench for the importer while the command line grows: yd-seed [card|draft|json|summary|quote] ID FILE.
#include "tools/importer/importer.h"

#include <fstream>
#include <iostream>
#include <sstream>

int main(int argc, char** argv) {
    using namespace yaodian::importer;
    if (argc < 3 || argc > 4) {
        std::cerr << "yd-seed [card|draft|json|summary|quote] ID FILE\n";
        return 2;
    }
    const std::string what = argc == 4 ? argv[1] : "card";
    std::ifstream in(argv[argc - 1], std::ios::binary);
    std::stringstream bytes;
    bytes << in.rdbuf();
    ImportOptions options;
    options.id = argv[argc - 2];
    options.quote = what == "quote";
    const ImportResult result = import_document(bytes.str(), options);
    if (!result.readable) {
        std::cerr << result.summary;
        return 3;
    }
    std::cout << (what == "card" ? result.card : what == "json" ? result.json : what == "summary" ? result.summary : result.draft);
    return 0;
}
