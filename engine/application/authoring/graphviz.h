// Graphviz: `dot` of this machine, where there is one.
#pragma once

#include <filesystem>

#include "session/settings.h"

namespace xueshi::authoring {

// Renders a DOT file as SVG, through `<svg>.part`; `dot` gets that environment. False where it is
// not installed. Throws base::Error(kProcess) where it fails.
bool render_svg(const std::filesystem::path& dot_file, const std::filesystem::path& svg_file,
                const session::Environment& environment);

}  // namespace xueshi::authoring
