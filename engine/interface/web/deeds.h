// Deeds: what a graph lets people do with items, asked for on a page of its own (web.md §11).
//
// A deed is posted to `<item>/do/<action>`, with `comment`, the fields of the action under their
// headings, and `revision`; several items are ticked as `id`. Which actions there are, who may take
// them and what they ask for, the graph alone says.
#pragma once

#include <string>
#include <vector>

#include "html/html.h"
#include "http/message.h"
#include "item/item_view.h"
#include "web/form.h"
#include "web/layout.h"
#include "web/visit.h"

namespace xueshi::web {

// Where a kind's items live: "/admin/plans".
struct Place {
  const char* subject;  // "plan"
  const char* base;     // its list
  const char* label;    // of the list: 本机构计划
};

html::Url url_of(const Place& place, const std::string& id);
html::Url deed_url(const Place& place, const std::string& id, const std::string& action);
html::Url batch_url(const Place& place, const std::string& action);

// The page on which a deed is confirmed: what is asked for, in words, and every reason why not.
http::Response show_deed(const Visit& visit, const Place& place);
// Does it, to the item of the address or to those that are ticked, and goes on to the item or back
// to the list; to `back` of the form where it names a page of this site.
http::Response do_deed(const Visit& visit, const Place& place);

// A button for each thing that can be done with the item now; it leads to the deed's page.
html::Html deed_buttons(const item::ItemView& view, const Place& place);
// The way that it took, newest last: when, who, what, remark.
html::Html history_of(const item::ItemView& view);

// The fields that an action takes, with the standing values.
std::vector<Field> fields_of(const item::ItemView& view, const std::string& action,
                             const base::Fields& standing);
// A field by its heading, in the way that fits it: a day, a number, a choice of what it takes.
Field field_for(const std::string& heading, const std::string& value);

}  // namespace xueshi::web
