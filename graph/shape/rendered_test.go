package shape

import (
	"fmt"
	"strings"
	"sync"
	"testing"

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
				of := rendered.of(selection{kg.Tool, fmt.Sprint(chosen)})
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
			if got := string(rendered.of(selection{kg.Tool, fmt.Sprint(chosen)}).text(uint32(number))); got != text(chosen, number) {
				t.Fatalf("node %d under selection %d is %.50q… at the end, not %.50q…", number, chosen, got, text(chosen, number))
			}
		}
	}
}

// Once there is no room, what was kept stays, and the rest is written each time.
func TestRenderedTextsAreBounded(t *testing.T) {
	const nodes = 100
	rendered := NewRendered(indexOf(nodes))
	kept, last := 0, strings.Repeat("x", blockSize/2+1) // one a block
	for i := range 2 * maxRendered / blockSize / nodes {
		of := rendered.of(selection{kg.Tool, fmt.Sprint(i)})
		for number := range uint32(nodes) {
			of.keep(number, []byte(last))
			if of.text(number) != nil {
				kept++
			}
		}
	}
	if kept < maxRendered/blockSize/2 || kept > maxRendered/blockSize {
		t.Errorf("%d blocks were kept; there is room for %d and the places", kept, maxRendered/blockSize)
	}
	for i := range 10_000 {
		if rendered.of(selection{kg.Tool, fmt.Sprint("other", i)}) == nil {
			return
		}
	}
	t.Error("there was room for the places of 10,000 selections")
}
