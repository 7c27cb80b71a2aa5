// import-score DOCUMENT ANSWERS [DOCUMENT ANSWERS …]: precision and recall of an import against answer
// tables (score.h) or answers by passage (*.jsonl, passages.h).
#include "tests/importer/passages.h"
#include "tools/importer/importer.h"

#include <fstream>
#include <iostream>
#include <sstream>

int main(int argc, char** argv) {
    using namespace yaodian;
    using importer_tests::read;
    if (argc < 3 || argc % 2 == 0) {
        std::cerr << "import-score DOCUMENT ANSWERS [DOCUMENT ANSWERS ...]\n";
        return 2;
    }
    importer_tests::Score total;
    for (int i = 1; i + 1 < argc; i += 2) {
        importer::ImportOptions options;
        std::string id = argv[i + 1];
        const auto slash = id.find_last_of('/');
        id = slash == std::string::npos ? id : id.substr(slash + 1);
        options.id = id.substr(0, id.find('.'));
        const bool passages = std::string(argv[i + 1]).ends_with(".jsonl");
        options.quote = passages;
        if (passages)
            options.id.clear(); // it would say the year
        const auto result = importer::import_document(read(argv[i]), options);
        const auto one = passages ? importer_tests::score_passages(read(argv[i + 1]), result.json) : importer_tests::score(read(argv[i + 1]), result.json);
        if (!one.error.empty()) {
            std::cerr << argv[i + 1] << ": " << one.error << '\n';
            return 3;
        }
        std::cout << argv[i] << '\n' << one.table();
        for (const auto& d : one.differences)
            std::cout << "  " << d << '\n';
        total.add(one);
    }
    if (argc > 3)
        std::cout << "all\n" << total.table();
    return 0;
}
