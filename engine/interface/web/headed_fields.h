// Fields named by the headings of an import file: what may stand in a cell, a form asks for alike.
#pragma once

#include <string>
#include <vector>

#include "base/fields.h"
#include "intake/kind.h"
#include "web/form.h"
#include "web/visit.h"

namespace xueshi::web {

// One a heading, in that order: starred where no cell of it may be empty, a choice where there are
// choices, with the values given. Requires: the kind has these headings.
std::vector<Field> headed_fields(intake::Kind kind, const std::vector<std::string>& headings,
                                 const base::Fields& values);

// Makes a choice of words of the field, the one that stands there among them; `empty`: what none of
// them is called.
void offer(Field& field, const std::vector<std::string>& words, const std::string& empty);

// The field of that heading; null where there is none.
Field* find_field(std::vector<Field>& fields, const std::string& heading);

// What was sent under these headings.
base::Fields typed_fields(const Visit& visit, const std::vector<std::string>& headings);

// Of what was typed what is not what stands there: nothing else is asked to be changed.
base::Fields changed_fields(const base::Fields& typed, const base::Fields& standing);

}  // namespace xueshi::web
