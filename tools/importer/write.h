// Writing what was read.
// In:  places and readings.  Out: a card for seeds/, a draft spec, JSON, the closing summary. All of it text.
#pragma once

#include "tools/importer/places.h"

#include <string>
#include <string_view>

namespace yaodian::importer {

/// The 文献 block: title, number, dates and every clause and row with the digest and length of its text.
std::string write_card(const Places& places, std::string_view id);

/// A text as the language quotes it.
std::string quote(std::u32string_view text);

} // namespace yaodian::importer
