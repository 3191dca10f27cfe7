package shape

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"rolegraph/kg"
)

// indexOf is an index of so many tools.
func indexOf(tools int) *kg.Index {
	var nodes [kg.KindCount][]kg.Node
	for i := range tools {
		name := fmt.Sprintf("tool %06d", i)
		nodes[kg.Tool] = append(nodes[kg.Tool], kg.Node{Kind: kg.Tool, Slug: kg.MakeSlug(name), Name: name, SortKey: kg.SortKey(name)})
	}
	return kg.NewIndex("1", nil, kg.Degrees{}, nodes)
}

// The text of a node is the one that was kept for it under the same selection, or
// there is none; whoever keeps and asks at the same time.
func TestRenderedTexts(t *testing.T) {
	const nodes = 500
	rendered := NewRendered(indexOf(nodes))
	text := func(selection, number int) string {
		return fmt.Sprintf(`{"field%d":"%s`, selection, strings.Repeat(fmt.Sprint(number, " "), 1+number%300))
	}
	var group sync.WaitGroup
	for start := range 8 {
		group.Go(func() {
			for i := range 3 * nodes {
				chosen, number := i%3, (start*61+i)%nodes
				of := rendered.of(selection{kg.Tool, fmt.Sprint(chosen), false})
				if got := of.text(uint32(number)); got != nil && string(got) != text(chosen, number) {
					t.Errorf("node %d under selection %d is %.50q…, not %.50q…", number, chosen, got, text(chosen, number))
				}
				of.keep(uint32(number), []byte(text(chosen, number)))
			}
		})
	}
	group.Wait()
	for chosen := range 3 {
		for number := range nodes {
			if got := string(rendered.of(selection{kg.Tool, fmt.Sprint(chosen), false}).text(uint32(number))); got != text(chosen, number) {
				t.Fatalf("node %d under selection %d is %.50q… at the end, not %.50q…", number, chosen, got, text(chosen, number))
			}
		}
	}
}

// Once there is no room, what was kept of a selection stays, and the rest is written
// each time.
func TestTextsOfASelectionAreBounded(t *testing.T) {
	const nodes = 300
	of := NewRendered(indexOf(nodes)).of(selection{kg.Tool, "name", false})
	kept := 0
	for number := range uint32(nodes) {
		of.keep(number, []byte(strings.Repeat("x", blockSize/2+1))) // one a block
		if of.text(number) != nil {
			kept++
		}
	}
	if want := (maxOfSelection - placeSize*nodes) / blockSize; kept != want {
		t.Errorf("%d texts were kept; there is room for %d", kept, want)
	}
	if of.text(0) == nil {
		t.Error("the first text was forgotten")
	}
	if blocks := blocksBeside(maxOfSelection / placeSize); blocks > 0 {
		t.Errorf("there is room for %d blocks beside the places of too many nodes", blocks)
	}
	if NewRendered(indexOf(1)).of(selection{kg.Tool, strings.Repeat("x", MaxSelection+1), false}) != nil {
		t.Error("a long selection was kept")
	}
}

// All selections have so much room together. That of one that is forgotten is another's.
func TestTextsOfAllSelectionsAreBounded(t *testing.T) {
	const nodes = 100
	rendered := NewRendered(indexOf(nodes))
	fill := func(fields string) (kept int) {
		of := rendered.of(selection{kg.Tool, fields, false})
		for number := range uint32(nodes) {
			of.keep(number, []byte(strings.Repeat("x", blockSize/2+1))) // one a block
			if of.text(number) != nil {
				kept++
			}
		}
		return kept
	}
	all, selections := 0, 0
	for ; rendered.room.left.Load() >= blockSize+placeSize*nodes; selections++ {
		all += fill(fmt.Sprint(selections))
	}
	if want := (maxRendered - placeSize*nodes*selections) / blockSize; all != want {
		t.Errorf("%d texts were kept of %d selections; there is room for %d", all, selections, want)
	}
	if rendered.of(selection{kg.Tool, "more", false}) != nil {
		t.Error("there was room for more while all were used")
	}
	// Since then none was.
	if rendered.of(selection{kg.Tool, "more", false}) == nil || fill("more") == 0 {
		t.Error("what was forgotten left no room")
	}
	for what, nodes := range rendered.selections {
		delete(rendered.selections, what)
		nodes.forget()
	}
	if left := rendered.room.left.Load(); left != maxRendered {
		t.Errorf("%d bytes are left when all is forgotten, not %d", left, maxRendered)
	}
}

// However many selections are asked for, those that are used again and again stay,
// and there are no more than maxSelections; of kinds without nodes, too.
func TestSelectionsAreBounded(t *testing.T) {
	rendered := NewRendered(indexOf(1))
	hot := rendered.of(selection{kg.Tool, "name", false})
	hot.keep(0, []byte("hot"))
	kept := 0
	for i := range 10_000 {
		if string(hot.text(0)) != "hot" {
			t.Fatalf("what is used all the time was forgotten after %d selections", i)
		}
		other := selection{kg.Kinds()[i%kg.KindCount], fmt.Sprint("other", i), false}
		of := rendered.of(other)
		if of == nil {
			continue
		}
		kept++
		if other.kind == kg.Tool {
			of.keep(0, []byte(other.fields))
			if got := string(of.text(0)); got != other.fields {
				t.Fatalf("the text is %q, not %q", got, other.fields)
			}
		}
		if len(rendered.selections) > maxSelections {
			t.Fatalf("there are %d selections", len(rendered.selections))
		}
	}
	if kept < 5000 {
		t.Errorf("only %d selections came in", kept)
	}
}

// An answer that is given up in the midst of an entity leaves no part of that behind.
func TestPartsAreNotKept(t *testing.T) {
	index := indexOf(1)
	var operation Operation
	entity := operation.Entity()
	givenUp := true
	entity.Select(kg.Tool, []graphql.CollectedField{{Field: &ast.Field{Alias: "roles", Name: "roles"}}}, func(graphql.CollectedField) Value[int32] {
		return func(w *Writer, _ int32) {
			w.raw("[]")
			if givenUp {
				w.stopped = ErrTooLong
			}
		}
	})
	entity.KeepWhole("roles", false)
	operation.KeepTexts(NewRendered(index), false)
	written := func() string {
		w := &Writer{ctx: t.Context(), index: index, result: new(kg.Result)}
		node := index.Node(kg.ID{Kind: kg.Tool, Slug: index.Names(kg.Tool)[0].Slug})
		w.result.Add(node, node.Key())
		entity.Write(w, 0)
		return string(w.text)
	}
	written()
	if kept := entity.texts.Load().text(0); kept != nil {
		t.Errorf("of an answer that was given up %q was kept", kept)
	}
	givenUp = false
	for range 2 {
		if got := written(); got != `{"roles":[]}` || string(entity.texts.Load().text(0)) != got {
			t.Errorf("written is %q, kept %q", got, entity.texts.Load().text(0))
		}
	}
}

// An operation that is asked again finds what was forgotten meanwhile, and what there was
// no room for; one whose selection varies keeps nothing before.
func TestTextsAreLookedForAgain(t *testing.T) {
	const nodes = 2
	rendered := NewRendered(indexOf(nodes))
	var operation Operation
	entity := operation.Entity()
	entity.Select(kg.Tool, []graphql.CollectedField{{Field: &ast.Field{Alias: "roles", Name: "roles"}}}, func(graphql.CollectedField) Value[int32] {
		return func(*Writer, int32) {}
	})
	entity.KeepWhole("roles", true)
	operation.KeepTexts(rendered, false)
	if entity.texts.Load() != nil || rendered.Bytes() > 0 {
		t.Error("texts are kept of an operation that was asked once")
	}
	kept := func(number uint32) bool {
		operation.KeepTexts(rendered, true)
		entity.texts.Load().keep(number, make([]byte, blockSize/2+1)) // one a block
		return entity.texts.Load().text(number) != nil
	}
	if !kept(0) {
		t.Fatal("no text is kept of an operation that was asked again")
	}
	left := rendered.room.left.Swap(0)
	if kept(1) {
		t.Error("a text was kept where there was no room")
	}
	rendered.room.left.Store(left)
	if !kept(1) {
		t.Error("no text is kept although there is room again")
	}
	for what, forgotten := range rendered.selections {
		delete(rendered.selections, what)
		forgotten.forget()
	}
	if !kept(0) || rendered.Bytes() != placeSize*nodes+blockSize {
		t.Errorf("after all was forgotten %d bytes are kept", rendered.Bytes())
	}
}
