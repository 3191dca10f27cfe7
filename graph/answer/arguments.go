package answer

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"rolegraph/kg"
)

// The inputs below decode from coerced values (strings, int64 and float64
// numbers, []any, map[string]any) and are in canonical form from then on:
// lists sorted and without repetition, what does not restrict left out. The
// JSON of equal inputs is equal.

// Filter is any of the schema's filters of entities: RoleFilter, ToolFilter
// and so on. A field that a kind's filter lacks is never set.
type Filter struct {
	Slugs      []string   `json:"slugs,omitempty"`
	Sources    []string   `json:"sources,omitempty"`
	Skills     *SetFilter `json:"skills,omitempty"`
	Tools      *SetFilter `json:"tools,omitempty"`
	Languages  *SetFilter `json:"languages,omitempty"`
	Industries *SetFilter `json:"industries,omitempty"`
	Degrees    *SetFilter `json:"degrees,omitempty"`
	Roles      *SetFilter `json:"roles,omitempty"`
}

// Sets are the filter's fields that select by linked entities, by the kind of
// those, in the order of kinds.
func (f *Filter) Sets() [kg.KindCount]*SetFilter {
	return [kg.KindCount]*SetFilter{
		kg.Role: f.Roles, kg.Skill: f.Skills, kg.Tool: f.Tools,
		kg.Language: f.Languages, kg.Industry: f.Industries, kg.Degree: f.Degrees,
	}
}

// SetFilter selects by a set of linked entities.
type SetFilter struct {
	All  []string `json:"all,omitempty"`
	Any  []string `json:"any,omitempty"`
	None []string `json:"none,omitempty"`
}

// LinkFilter selects links.
type LinkFilter struct {
	MinWeight *float64 `json:"minWeight,omitempty"`
	Tags      []string `json:"tags,omitempty"`
	Sources   []string `json:"sources,omitempty"`
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
			Slugs: in.texts("slugs"), Sources: in.texts("sources"),
			Skills: in.set("skills"), Tools: in.set("tools"), Languages: in.set("languages"),
			Industries: in.set("industries"), Degrees: in.set("degrees"), Roles: in.set("roles"),
		}
	})
}

// UnmarshalGQL reads a coerced value.
func (f *SetFilter) UnmarshalGQL(v any) error {
	return decode(v, func(in input) {
		*f = SetFilter{All: in.texts("all"), Any: in.texts("any"), None: in.texts("none")}
	})
}

// UnmarshalGQL reads a coerced value.
func (f *LinkFilter) UnmarshalGQL(v any) error {
	return decode(v, func(in input) {
		*f = LinkFilter{Tags: in.texts("tags"), Sources: in.texts("sources")}
		switch number := in["minWeight"].(type) {
		case nil:
		case float64:
			f.MinWeight = &number
		case int64:
			whole := float64(number)
			f.MinWeight = &whole
		default:
			panic(fmt.Sprintf("answer: minWeight of type %T", number))
		}
	})
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
	if err := set.UnmarshalGQL(in[name]); err != nil {
		panic("answer: " + err.Error())
	}
	if len(set.All)+len(set.Any)+len(set.None) == 0 {
		return nil
	}
	return &set
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
	}{a.Where, a.Link, order.By, order.Descending}
	if selection.Where != nil && encode(selection.Where) == "{}" {
		selection.Where = nil
	}
	if selection.Link != nil && encode(selection.Link) == "{}" {
		selection.Link = nil
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

// Comparison names the set of entities that a comparison of roles lists: those
// of all of the roles, or of any.
type Comparison struct {
	Match kg.Match // All or Any
	Roles []string
}

// Parent is the parent of the lists of the set.
func (c Comparison) Parent() Parent {
	name := "union"
	if c.Match == kg.All {
		name = "shared"
	}
	return Parent{kg.NoParent, name + encode(sortedSet(c.Roles))}
}

// TotalKey is the key of the branch that counts the set's entities of a kind.
func (c Comparison) TotalKey(kind kg.Kind) Key {
	return Key{c.Parent(), "EntitySets", kind.Plural(), "total"}
}

func encode(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic("answer: " + err.Error())
	}
	return string(text)
}
