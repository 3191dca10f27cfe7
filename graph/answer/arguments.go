package answer

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"rolegraph/kg"
)

// The inputs below decode from coerced values (strings, int64 and float64
// numbers, []any, map[string]any) and are in canonical form from then on:
// lists sorted and without repetition, what does not restrict left out. The
// JSON of equal inputs is equal.

// Filter is any of the schema's filters of entities: RoleFilter, ToolFilter
// and so on. A field that a kind's filter lacks is never set.
type Filter struct {
	Slugs        []string    `json:"slugs,omitempty"`
	Codes        []string    `json:"codes,omitempty"`
	Text         string      `json:"text,omitempty"`
	Sources      []string    `json:"sources,omitempty"`
	Types        []string    `json:"types,omitempty"`
	Categories   []string    `json:"categories,omitempty"` // as slugs
	Skills       *SetFilter  `json:"skills,omitempty"`
	Tools        *SetFilter  `json:"tools,omitempty"`
	Languages    *SetFilter  `json:"languages,omitempty"`
	Industries   *SetFilter  `json:"industries,omitempty"`
	Degrees      *SetFilter  `json:"degrees,omitempty"`
	Roles        *SetFilter  `json:"roles,omitempty"`
	RelatedRoles *SetFilter  `json:"relatedRoles,omitempty"`
	RoleCount    *IntRange   `json:"roleCount,omitempty"`
	MedianPay    *FloatRange `json:"medianPay,omitempty"`
	Growth       *FloatRange `json:"growth,omitempty"`
	And          []*Filter   `json:"and,omitempty"`
	Or           []*Filter   `json:"or,omitempty"`
	Not          *Filter     `json:"not,omitempty"`
}

// NamedSet is a field of a filter that selects by linked entities.
type NamedSet struct {
	Field string
	Kind  kg.Kind // of those
	*SetFilter
}

// Sets are the filter's fields that are set and select by linked entities.
func (f *Filter) Sets() []NamedSet {
	all := []NamedSet{
		{"skills", kg.Skill, f.Skills},
		{"tools", kg.Tool, f.Tools},
		{"languages", kg.Language, f.Languages},
		{"industries", kg.Industry, f.Industries},
		{"degrees", kg.Degree, f.Degrees},
		{"roles", kg.Role, f.Roles},
		{"relatedRoles", kg.Role, f.RelatedRoles},
	}
	return slices.DeleteFunc(all, func(s NamedSet) bool { return s.SetFilter == nil })
}

// SetFilter selects by a set of linked entities.
type SetFilter struct {
	All  []string    `json:"all,omitempty"`
	Any  []string    `json:"any,omitempty"`
	None []string    `json:"none,omitempty"`
	Link *LinkFilter `json:"link,omitempty"`
}

// LinkFilter selects links.
type LinkFilter struct {
	MinWeight *float64 `json:"minWeight,omitempty"`
	Tags      []string `json:"tags,omitempty"`
	Sources   []string `json:"sources,omitempty"`
}

// FloatRange is a range of numbers; both ends are included.
type FloatRange struct {
	Min *float64 `json:"min,omitempty"`
	Max *float64 `json:"max,omitempty"`
}

// IntRange is a range of whole numbers; both ends are included.
type IntRange struct {
	Min *int `json:"min,omitempty"`
	Max *int `json:"max,omitempty"`
}

// Floats is the range as one of numbers of any sort; nil for nil.
func (r *IntRange) Floats() *FloatRange {
	if r == nil {
		return nil
	}
	float := func(end *int) *float64 {
		if end == nil {
			return nil
		}
		f := float64(*end)
		return &f
	}
	return &FloatRange{float(r.Min), float(r.Max)}
}

// Order is any of the schema's orders. Direction is empty where it is left
// out.
type Order struct {
	Field     string
	Direction string
}

// UnmarshalGQL reads a coerced value.
func (f *Filter) UnmarshalGQL(v any) error {
	return decode(v, func(in input) {
		*f = Filter{
			Slugs: in.texts("slugs"), Codes: in.texts("codes"), Text: in.text("text"), Sources: in.texts("sources"),
			Types: in.texts("types"), Categories: slugs(in.texts("categories")),
			Skills: in.set("skills"), Tools: in.set("tools"), Languages: in.set("languages"),
			Industries: in.set("industries"), Degrees: in.set("degrees"),
			Roles: in.set("roles"), RelatedRoles: in.set("relatedRoles"),
			RoleCount: in.wholeNumbers("roleCount"), MedianPay: in.numbers("medianPay"), Growth: in.numbers("growth"),
			And: in.filters("and"), Or: in.filters("or"),
		}
		if in["not"] != nil {
			f.Not = newFilter(in["not"])
		}
		isEmpty := func(f *Filter) bool { return encode(f) == "{}" }
		f.And = slices.DeleteFunc(f.And, isEmpty)
		if slices.ContainsFunc(f.Or, isEmpty) {
			f.Or = nil // it holds for all
		}
	})
}

// UnmarshalGQL reads a coerced value.
func (f *SetFilter) UnmarshalGQL(v any) error {
	return decode(v, func(in input) {
		*f = SetFilter{All: in.texts("all"), Any: in.texts("any"), None: in.texts("none")}
		f.Link = NewLinkFilter(in["link"])
	})
}

// UnmarshalGQL reads a coerced value.
func (f *LinkFilter) UnmarshalGQL(v any) error {
	return decode(v, func(in input) {
		*f = LinkFilter{MinWeight: in.number("minWeight"), Tags: in.texts("tags"), Sources: in.texts("sources")}
	})
}

// newFilter reads a coerced value of which validation has made sure.
func newFilter(v any) *Filter {
	f := &Filter{}
	must(f.UnmarshalGQL(v))
	return f
}

// NewLinkFilter reads a coerced value of which validation has made sure; nil for
// one that selects every link.
func NewLinkFilter(v any) *LinkFilter {
	if v == nil {
		return nil
	}
	f := &LinkFilter{}
	must(f.UnmarshalGQL(v))
	return f.canonical()
}

// canonical is nil for a filter that selects every link.
func (f *LinkFilter) canonical() *LinkFilter {
	if f == nil || encode(f) == "{}" {
		return nil
	}
	return f
}

func must(err error) {
	if err != nil {
		panic("answer: " + err.Error())
	}
}

// UnmarshalGQL reads a coerced value.
func (o *Order) UnmarshalGQL(v any) error {
	return decode(v, func(in input) {
		field, _ := in["field"].(string)
		direction, _ := in["direction"].(string)
		*o = Order{Field: field, Direction: direction}
	})
}

// MarshalGQL is here because gqlgen binds inputs only to types that have both
// directions; inputs are never in an answer.
func (f Filter) MarshalGQL(w io.Writer) { writeJSON(w, f) }

// MarshalGQL is as Filter's.
func (f SetFilter) MarshalGQL(w io.Writer) { writeJSON(w, f) }

// MarshalGQL is as Filter's.
func (f LinkFilter) MarshalGQL(w io.Writer) { writeJSON(w, f) }

// MarshalGQL is as Filter's.
func (o Order) MarshalGQL(w io.Writer) { writeJSON(w, o) }

func writeJSON(w io.Writer, v any) { _ = json.NewEncoder(w).Encode(v) }

// input is a coerced input object. Its readers take null for absent.
type input map[string]any

func decode(v any, read func(input)) error {
	object, ok := v.(map[string]any)
	if !ok {
		return fmt.Errorf("expected an input object, not %T", v)
	}
	read(object)
	return nil
}

// texts reads a list of strings or enum values as a set; a single value is a
// list of one, as GraphQL coerces it.
func (in input) texts(name string) []string { return sortedSet(Texts(in[name])) }

func (in input) set(name string) *SetFilter {
	if in[name] == nil {
		return nil
	}
	var set SetFilter
	must(set.UnmarshalGQL(in[name]))
	if len(set.All)+len(set.Any)+len(set.None) == 0 {
		return nil
	}
	return &set
}

// text reads a string without the space around it.
func (in input) text(name string) string {
	text, _ := in[name].(string)
	return strings.TrimSpace(text)
}

// number reads a number, whole or not.
func (in input) number(name string) *float64 {
	switch number := in[name].(type) {
	case nil:
		return nil
	case float64:
		return &number
	case int64:
		whole := float64(number)
		return &whole
	default:
		panic(fmt.Sprintf("answer: %s of type %T", name, number))
	}
}

// numbers reads a range; nil for one that is open at both ends.
func (in input) numbers(name string) *FloatRange {
	if in[name] == nil {
		return nil
	}
	var r FloatRange
	must(decode(in[name], func(in input) { r = FloatRange{in.number("min"), in.number("max")} }))
	if r == (FloatRange{}) {
		return nil
	}
	return &r
}

// wholeNumber reads a whole number.
func (in input) wholeNumber(name string) *int {
	number, given := in[name].(int64)
	if !given {
		return nil
	}
	whole := int(number)
	return &whole
}

// wholeNumbers is as numbers.
func (in input) wholeNumbers(name string) *IntRange {
	if in[name] == nil {
		return nil
	}
	var r IntRange
	must(decode(in[name], func(in input) { r = IntRange{in.wholeNumber("min"), in.wholeNumber("max")} }))
	if r == (IntRange{}) {
		return nil
	}
	return &r
}

// filters reads a list of filters as a set; a single one is a list of one.
func (in input) filters(name string) []*Filter {
	if in[name] == nil {
		return nil
	}
	values, isList := in[name].([]any)
	if !isList {
		values = []any{in[name]}
	}
	byText := map[string]*Filter{}
	for _, value := range values {
		filter := newFilter(value)
		byText[encode(filter)] = filter
	}
	filters := make([]*Filter, 0, len(byText))
	for _, text := range slices.Sorted(maps.Keys(byText)) {
		filters = append(filters, byText[text])
	}
	return filters
}

// slugs is the set of the slugs of names.
func slugs(names []string) []string {
	var all []string
	for _, name := range names {
		all = append(all, string(kg.MakeSlug(name)))
	}
	return sortedSet(all)
}

// Texts reads a coerced list of strings; a single value is a list of one.
func Texts(v any) []string {
	switch v := v.(type) {
	case nil:
		return nil
	case string:
		return []string{v}
	case int64: // an ID written as a number
		return []string{fmt.Sprint(v)}
	case []any:
		texts := make([]string, 0, len(v))
		for _, each := range v {
			texts = append(texts, Texts(each)...)
		}
		return texts
	}
	panic(fmt.Sprintf("answer: a list of %T", v))
}

func sortedSet(texts []string) []string {
	if len(texts) == 0 {
		return nil
	}
	set := slices.Clone(texts)
	slices.Sort(set)
	return slices.Compact(set)
}

// ListArguments are the arguments of a field that lists entities.
type ListArguments struct {
	First *int
	After *string
	Where *Filter
	Link  *LinkFilter
	Order *Order
	// Links is true for fields that list what an entity is linked to, which
	// are ordered by weight unless the order says otherwise.
	Links bool
}

// DefaultFirst is the size of a page that does not give one.
const DefaultFirst = 20

// PageSize is the size of the page.
func (a *ListArguments) PageSize() int {
	if a.First == nil {
		return DefaultFirst
	}
	return *a.First
}

// orderFields are the values of the schema's enums of what lists are ordered by.
var orderFields = map[string]kg.OrderBy{
	"NAME": kg.ByName, "WEIGHT": kg.ByWeight, "ROLE_COUNT": kg.ByRoleCount, "MEDIAN_PAY": kg.ByMedianPay, "GROWTH": kg.ByGrowth,
}

// PlanOrder is the order asked for, with the defaults filled in.
func (a *ListArguments) PlanOrder() kg.Order {
	field, direction := "NAME", ""
	if a.Links {
		field = "WEIGHT"
	}
	if a.Order != nil {
		field, direction = a.Order.Field, a.Order.Direction
	}
	order := kg.Order{By: orderFields[field]}
	order.Descending = direction == "DESC" || direction == "" && order.By != kg.ByName
	return order
}

// Selection is the canonical form of the arguments that choose and order the
// list's entries: all but the page's.
func (a *ListArguments) Selection() string {
	order := a.PlanOrder()
	selection := struct {
		Where      *Filter     `json:"where,omitempty"`
		Link       *LinkFilter `json:"link,omitempty"`
		By         kg.OrderBy  `json:"by"`
		Descending bool        `json:"descending"`
	}{a.Where, a.Link.canonical(), order.By, order.Descending}
	if selection.Where != nil && encode(selection.Where) == "{}" {
		selection.Where = nil
	}
	return encode(selection)
}

// Key is the key of the branch that answers the field with these arguments.
func (a *ListArguments) Key(parent Parent, typeName, field string) Key {
	page := encode(struct {
		First int     `json:"first"`
		After *string `json:"after"`
	}{a.PageSize(), a.After})
	return Key{parent, typeName, field, page + a.Selection()}
}

// Comparison names a set of entities that a comparison of roles lists: those
// linked to all of some roles or to any of them, and to none of others.
type Comparison struct {
	Match kg.Match    `json:"match"` // All or Any
	Roles []string    `json:"roles"`
	Not   []string    `json:"not,omitempty"`
	Link  *LinkFilter `json:"link,omitempty"` // the links that count
}

// Shared is the set of what all of the roles have.
func Shared(roles []string, link *LinkFilter) Comparison {
	return Comparison{Match: kg.All, Roles: sortedSet(roles), Link: link}
}

// Union is the set of what any of the roles has.
func Union(roles []string, link *LinkFilter) Comparison {
	return Comparison{Match: kg.Any, Roles: sortedSet(roles), Link: link}
}

// Only is the set of what one of the roles has and none of the others.
func Only(roles []string, which int, link *LinkFilter) Comparison {
	others := slices.Delete(slices.Clone(roles), which, which+1)
	return Comparison{Match: kg.All, Roles: []string{roles[which]}, Not: sortedSet(others), Link: link}
}

// Parent is the parent of the lists of the set.
func (c Comparison) Parent() Parent { return Parent{kg.NoParent, encode(c)} }

// OverlapKey is the key of the branch that counts what roles have in common.
func OverlapKey(roles []string, link *LinkFilter) Key {
	return Key{Union(roles, link).Parent(), "RoleComparison", "overlap", ""}
}

func encode(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic("answer: " + err.Error())
	}
	return string(text)
}
