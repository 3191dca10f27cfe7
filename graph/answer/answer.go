// Package answer holds the Go types that the schema's types are bound to: the
// arguments of fields, and values that read an operation's answer off its
// result. A value knows its branch and its place in the result; its methods
// take a field's arguments and no context, for they fetch nothing.
package answer

import (
	"rolegraph/kg"
)

// Answer is the whole answer of one operation.
type Answer struct {
	// Index is what the operation was planned with.
	Index *kg.Index
	// Plan is what was asked of the store, and Result what it answered.
	Plan   *kg.Plan
	Result *kg.Result
	// Branches are the plan's branches by what they answer.
	Branches map[Key]int
	// Searches are the pages of searches.
	Searches map[Key]*SearchPage
}

// Parent is what a field is of, as far as branches go.
type Parent struct {
	// Branch is the branch that gives the field's parents, or kg.NoParent.
	Branch int
	// Set is empty, or tells apart the sets of entities of a comparison.
	Set string
}

// Root is the parent of the fields of Query.
var Root = Parent{Branch: kg.NoParent}

// Key tells branches apart: the parent, the concrete type of the parent, the
// field, and its arguments in canonical form. Aliases do not enter, so what is
// asked twice is one branch. The planner and the values make keys by the same
// functions.
type Key struct {
	Parent    Parent
	Type      string
	Field     string
	Arguments string
}

// ByID is the key of the branch that gives entities by id.
func ByID(ids []kg.ID) Key {
	texts := make([]string, len(ids))
	for i, id := range ids {
		texts[i] = id.String()
	}
	return Key{Parent: Root, Field: "id", Arguments: encode(sortedSet(texts))}
}

// branch is the branch of a key. The planner has made one for every list
// field that is selected.
func (a *Answer) branch(key Key) int {
	b, ok := a.Branches[key]
	if !ok {
		panic("answer: no branch for " + key.Type + "." + key.Field)
	}
	return b
}

// single is the entity of an id, found under the branch that was made for it
// alone; nil if the graph has no such node.
func (a *Answer) single(id kg.ID) Entity {
	branch, ok := a.Branches[ByID([]kg.ID{id})]
	if !ok {
		return nil
	}
	return a.find(branch, id)
}

// find is the entity with the id on the only page of a branch, or nil.
func (a *Answer) find(branch int, id kg.ID) Entity {
	for _, entry := range a.Result.Branches[branch].Entries {
		if node := a.Result.Nodes[entry.Node]; node.ID() == id {
			return entity{a, branch, entry.Node}.as(id.Kind)
		}
	}
	return nil
}

// Single is the entity of a global id, for Query's node and entity; nil for
// what is unknown or malformed.
func (a *Answer) Single(text string) Entity {
	id, ok := kg.ParseID(text)
	if !ok {
		return nil
	}
	return a.single(id)
}

// Several is the entities of global ids in their order, with nil for what is
// unknown or malformed.
func (a *Answer) Several(texts []string) []Node {
	entities := make([]Node, len(texts))
	known := a.Index.Known(ParseIDs(texts))
	if len(known) == 0 {
		return entities
	}
	branch := a.branch(ByID(known))
	for i, text := range texts {
		id, ok := kg.ParseID(text)
		if !ok {
			continue
		}
		if found := a.find(branch, id); found != nil {
			entities[i] = found
		}
	}
	return entities
}

// ParseIDs are the ids among the texts, each once, in order; what is malformed
// is left out.
func ParseIDs(texts []string) []kg.ID {
	var ids []kg.ID
	seen := map[kg.ID]bool{}
	for _, text := range texts {
		if id, ok := kg.ParseID(text); ok && !seen[id] {
			seen[id] = true
			ids = append(ids, id)
		}
	}
	return ids
}
