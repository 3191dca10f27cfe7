package main

import (
	"encoding/base64"
	"encoding/json"
	"strconv"
	"strings"
)

// answer is the JSON that is written of a record. It is written by hand: that is
// the fastest.
type answer struct{ json []byte }

func (a *answer) raw(text string) { a.json = append(a.json, text...) }

func (a *answer) number(n int64) { a.json = strconv.AppendInt(a.json, n, 10) }

// text writes a string. Most need nothing escaped.
func (a *answer) text(s string) {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c == '"' || c == '\\' {
			escaped, _ := json.Marshal(s) // never fails for a string
			a.json = append(a.json, escaped...)
			return
		}
	}
	a.json = append(a.json, '"')
	a.json = append(a.json, s...)
	a.json = append(a.json, '"')
}

// list writes what each writes, with commas between.
func list[T any](a *answer, all []T, each func(T)) {
	a.raw("[")
	for i, one := range all {
		if i > 0 {
			a.raw(",")
		}
		each(one)
	}
	a.raw("]")
}

// begin writes the beginning of an entity, which is left open.
func (a *answer) begin(slug, name any) {
	a.raw(`{"slug":`)
	a.text(slug.(string))
	a.raw(`,"name":`)
	a.text(name.(string))
}

// entity writes a slug and a name.
func (a *answer) entity(slug, name any) {
	a.begin(slug, name)
	a.raw("}")
}

// nodes writes entities that stand as slug and name.
func (a *answer) nodes(all any) {
	a.raw(`{"nodes":`)
	list(a, all.([]any), func(each any) {
		values := each.([]any)
		a.entity(values[0], values[1])
	})
	a.raw("}")
}

func (a *answer) profile(record []any) {
	a.raw(`{"role":`)
	a.begin(record[0], record[1])
	a.raw(`,"description":`)
	if description, ok := record[2].(string); ok {
		a.text(description)
	} else {
		a.raw("null")
	}
	for i, field := range []string{"skills", "tools", "languages", "industries", "degrees"} {
		a.raw(`,"` + field + `":`)
		a.nodes(record[3+i])
	}
	a.raw("}}")
}

// tools writes a list of tools.
func (a *answer) tools(record []any) {
	a.raw(`{"tools":`)
	a.nodes(record[0])
	a.raw("}")
}

// thing is what one of two roles has, or both.
type thing struct{ slug, name string }

// page is the most that the lists of a comparison have.
const page = 100

func (a *answer) compare(record []any) {
	kinds := []string{"SKILL", "TOOL", "LANGUAGE", "INDUSTRY", "DEGREE"}
	var of [5][4][]thing // by kind and by who has it
	for _, each := range record[0].([]any) {
		values := each.([]any)
		prefix, slug, _ := strings.Cut(values[0].(string), ":")
		for kind, name := range kinds {
			if strings.EqualFold(prefix, name) {
				has := &of[kind][values[1].(int64)]
				*has = append(*has, thing{slug, values[2].(string)})
			}
		}
	}
	a.raw(`{"compareRoles":{"overlap":[`)
	for kind, name := range kinds {
		if kind > 0 {
			a.raw(",")
		}
		shared := len(of[kind][3])
		union := shared + len(of[kind][1]) + len(of[kind][2])
		a.raw(`{"kind":"` + name + `","shared":`)
		a.number(int64(shared))
		a.raw(`,"union":`)
		a.number(int64(union))
		a.raw(`,"jaccard":`)
		a.millionths(ratio(shared, union))
		a.raw("}")
	}
	a.raw(`],"shared":`)
	sets := func(who int) {
		for i, field := range []string{`{"skills":{"nodes":`, `},"tools":{"nodes":`, `},"languages":{"nodes":`} {
			a.raw(field)
			things := of[i][who]
			list(a, things[:min(len(things), page)], func(t thing) { a.entity(t.slug, t.name) })
		}
		a.raw("}}")
	}
	sets(3)
	a.raw(`,"only":[`)
	for i, each := range record[1].([]any) {
		if i > 0 {
			a.raw(",")
		}
		role := each.([]any)[0].([]any)
		a.raw(`{"role":`)
		a.entity(role[0], role[1])
		a.raw(`,"has":`)
		sets(i + 1)
		a.raw("}")
	}
	a.raw("]}}")
}

// ratio is a share in millionths, rounded; 0 of nothing.
func ratio(part, whole int) int64 {
	if whole == 0 {
		return 0
	}
	return int64((2_000_000*part + whole) / (2 * whole))
}

// millionths writes a decimal.
func (a *answer) millionths(n int64) {
	a.json = strconv.AppendFloat(a.json, float64(n)/1e6, 'f', -1, 64)
}

// pageSize is that of the page of roles.
const pageSize = 20

func (a *answer) page(record []any) {
	roles := record[0].([]any)
	more := len(roles) > pageSize
	roles = roles[:min(len(roles), pageSize)]
	key := ""
	a.raw(`{"roles":{"nodes":`)
	list(a, roles, func(each any) {
		values := each.([]any)
		key = values[2].(string)
		a.begin(values[0], values[1])
		for i, field := range []string{`,"skills":{"totalCount":`, `},"tools":{"totalCount":`, `},"languages":{"totalCount":`} {
			a.raw(field)
			a.number(values[3+i].(int64))
		}
		a.raw("}}")
	})
	a.raw(`,"pageInfo":{"hasNextPage":`)
	a.json = strconv.AppendBool(a.json, more)
	a.raw(`,"endCursor":"`)
	a.json = base64.RawURLEncoding.AppendEncode(a.json, []byte(key))
	a.raw(`"}}}`)
}

// walked is the record of toolsAndUsers.
type walked struct {
	roles, pages, users []any
	at                  map[int64]int // a tool's place in tools
	tools               []any
	user                map[int64][]any
}

func newWalked(record []any) *walked {
	w := &walked{
		roles: record[0].([]any), pages: record[1].([]any), tools: record[2].([]any), users: record[3].([]any),
		at: map[int64]int{}, user: map[int64][]any{},
	}
	for i, tool := range w.tools {
		w.at[tool.([]any)[0].(int64)] = i
	}
	for _, role := range record[4].([]any) {
		w.user[role.([]any)[0].(int64)] = role.([]any)
	}
	return w
}

// role writes a role with its tools and their users. What a tool is written as is
// written once and copied.
func (w *walked) role(a *answer, i int, written [][]byte) {
	role := w.roles[i].([]any)
	a.begin(role[0], role[1])
	a.raw(`,"tools":{"nodes":`)
	list(a, w.pages[i].([]any), func(id any) {
		at := w.at[id.(int64)]
		if written[at] != nil {
			a.json = append(a.json, written[at]...)
			return
		}
		begun := len(a.json)
		tool := w.tools[at].([]any)
		a.begin(tool[1], tool[2])
		a.raw(`,"roles":{"nodes":`)
		list(a, w.users[at].([]any), func(id any) {
			user := w.user[id.(int64)]
			a.entity(user[1], user[2])
		})
		a.raw("}}")
		written[at] = append([]byte{}, a.json[begun:]...)
	})
	a.raw("}}")
}

func (a *answer) nested(record []any) {
	w := newWalked(record)
	written, i := make([][]byte, len(w.tools)), 0
	a.raw(`{"roles":{"nodes":`)
	list(a, w.roles, func(any) { w.role(a, i, written); i++ })
	a.raw("}}")
}

func (a *answer) hops(record []any) {
	w := newWalked(record)
	a.raw(`{"role":`)
	w.role(a, 0, make([][]byte, len(w.tools)))
	a.raw("}")
}

func (a *answer) used(record []any) {
	a.raw(`{"tools":{"nodes":`)
	list(a, record[0].([]any), func(each any) {
		values := each.([]any)
		a.begin(values[0], values[1])
		a.raw(`,"roleCount":`)
		a.number(values[2].(int64))
		a.raw("}")
	})
	a.raw("}}")
}

func (a *answer) search(record []any) {
	a.raw(`{"search":{"nodes":`)
	list(a, record[0].([]any), func(each any) {
		values := each.([]any)
		a.raw(`{"id":`)
		a.text(values[0].(string))
		a.raw(`,"slug":`)
		a.text(values[1].(string))
		a.raw(`,"name":`)
		a.text(values[2].(string))
		a.raw("}")
	})
	a.raw("}}")
}

func (a *answer) paths(record []any) {
	a.raw(`{"paths":{"count":`)
	a.number(record[0].(int64))
	a.raw(`,"paths":`)
	list(a, record[1].([]any), func(each any) {
		values := each.([]any)
		nodes := values[1].([]any)
		length := int64(len(nodes) - 1)
		a.raw(`{"length":`)
		a.number(length)
		a.raw(`,"weight":`)
		a.millionths((2*values[0].(int64) + length) / (2 * length))
		a.raw(`,"nodes":`)
		list(a, nodes, func(each any) {
			values := each.([]any)
			a.entity(values[0], values[1])
		})
		a.raw("}")
	})
	a.raw("}}")
}
