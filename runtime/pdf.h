// Pages into one PDF. In: one-page PDFs as Graphviz makes them.  Out: one document that does not tell when it was made.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace yaodian {

std::string join_pdf(std::span<const std::string> pages, std::string_view title, std::string& complaint);

} // namespace yaodian
