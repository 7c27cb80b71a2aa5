// A bench for the importer while the command line grows: yd-seed [--tree] ID FILE.
#include "tools/importer/write.h"

#include <cstring>
#include <fmt/format.h>
#include <fstream>
#include <iostream>
#include <sstream>

int main(int argc, char** argv) {
    using namespace yaodian::importer;
    const bool tree = argc == 4 && std::strcmp(argv[1], "--tree") == 0;
    if (argc != 3 && !tree) {
        std::cerr << "yd-seed [--tree] ID FILE\n";
        return 2;
    }
    std::ifstream in(argv[argc - 1], std::ios::binary);
    std::stringstream bytes;
    bytes << in.rdbuf();
    const Document document = read_document(bytes.str());
    for (const auto& p : document.problems)
        std::cerr << p.zh << '\n';
    if (!document.readable())
        return 3;
    const Places places = find_places(document);
    for (const auto& p : places.problems)
        std::cerr << p.zh << '\n';
    if (!tree) {
        std::cout << write_card(places, argv[1]);
        return 0;
    }
    std::cout << fmt::format("{} | {} | {} | {} | {}\n", to_utf8(places.title), to_utf8(places.number), to_utf8(places.issuer),
                             places.issued.value_or("-"), places.year);
    for (const auto& a : places.addressees)
        std::cout << "  -> " << to_utf8(a) << '\n';
    for (const auto& place : places.list) {
        std::cout << fmt::format("{}{}\t{}\n", place_name(place), place.split ? "*" : "", to_utf8(place.text.text));
        if (place.row >= 0) {
            const auto& row = places.annex.rows[static_cast<std::size_t>(place.row)];
            std::cout << fmt::format("\tname={}{} due={}{}", to_utf8(row.name.text.text), row.name.inherited ? "^" : "", to_utf8(row.due.text.text),
                                     row.due.inherited ? "^" : "");
            for (const auto& b : row.bodies)
                std::cout << fmt::format(" {}={}{}", role_name(b.role), to_utf8(b.cell.text.text), b.cell.inherited ? "^" : "");
            std::cout << '\n';
        }
    }
    return 0;
}
