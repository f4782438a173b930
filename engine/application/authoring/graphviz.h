// Graphviz: `dot` of this machine, where there is one.
#pragma once

#include <filesystem>

namespace xueshi::authoring {

// Renders a DOT file as SVG, through `<svg>.part`. False where `dot` is not installed. Throws
// base::Error(kProcess) where it fails.
bool render_svg(const std::filesystem::path& dot_file, const std::filesystem::path& svg_file);

}  // namespace xueshi::authoring
