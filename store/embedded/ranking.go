package embedded

import (
	"cmp"
	"slices"
	"sort"

	"rolegraph/kg"
)

// ranking is an order of the nodes of a kind: which number stands at each rank,
// and which rank each number has. Both are nil for the ascending order of
// names, which is that of the numbers.
type ranking struct {
	order  kg.Order
	number []uint32
	rank   []uint32
}

// rankings are the orders of a kind by what its nodes have, but the ascending
// order of names.
type rankings map[kg.Order]*ranking

func newRankings(kind kg.Kind, nodes []kg.Node) rankings {
	all := rankings{}
	for _, by := range []kg.OrderBy{kg.ByName, kg.ByRoleCount, kg.ByMedianPay, kg.ByGrowth} {
		if kind != kg.Role && (by == kg.ByMedianPay || by == kg.ByGrowth) {
			continue // only roles have them
		}
		for _, descending := range []bool{false, true} {
			if order := (kg.Order{By: by, Descending: descending}); order != (kg.Order{}) {
				all[order] = newRanking(order, nodes)
			}
		}
	}
	return all
}

// newRanking orders nodes, which are in the order of names.
func newRanking(order kg.Order, nodes []kg.Node) *ranking {
	r := &ranking{order, make([]uint32, len(nodes)), make([]uint32, len(nodes))}
	for n := range r.number {
		r.number[n] = uint32(n)
	}
	if property, ok := order.By.Property(); ok {
		r.sortBy(property, nodes)
	} else {
		r.reverse(nodes)
	}
	for rank, n := range r.number {
		r.rank[n] = uint32(rank)
	}
	return r
}

// sortBy orders by a property, then by name, as the numbers are.
func (r *ranking) sortBy(property kg.Property, nodes []kg.Node) {
	values := make([]kg.Number, len(nodes))
	for n := range nodes {
		values[n] = nodes[n].Property(property)
	}
	slices.SortFunc(r.number, func(a, b uint32) int {
		return cmp.Or(compareNumbers(r.order.Descending, values[a], values[b]), cmp.Compare(a, b))
	})
}

// reverse orders by descending name: those of one name stay as they are, by slug.
func (r *ranking) reverse(nodes []kg.Node) {
	slices.Reverse(r.number)
	for begin := 0; begin < len(r.number); {
		end := begin + 1
		for end < len(r.number) && nodes[r.number[end]].SortKey == nodes[r.number[begin]].SortKey {
			end++
		}
		slices.Reverse(r.number[begin:end])
		begin = end
	}
}

// ranking finds the order of a kind. Of an order by weight there is none.
func (s *snapshot) ranking(kind kg.Kind, order kg.Order) *ranking {
	if ranked, ok := s.ranked[kind][order]; ok {
		return ranked
	}
	return &ranking{order: order}
}

// at is the number at a rank.
func (r *ranking) at(rank int) uint32 {
	if r.number == nil {
		return uint32(rank)
	}
	return r.number[rank]
}

// of is the rank of a number.
func (r *ranking) of(number uint32) uint32 {
	if r.rank == nil {
		return number
	}
	return r.rank[number]
}

// sort brings numbers, which ascend, into the order.
func (r *ranking) sort(numbers []uint32) {
	if r.rank != nil {
		slices.SortFunc(numbers, func(a, b uint32) int { return cmp.Compare(r.rank[a], r.rank[b]) })
	}
}

// behind is the rank of the first node behind a place.
func (r *ranking) behind(nodes []kg.Node, place *kg.Place) uint32 {
	return uint32(sort.Search(len(nodes), func(rank int) bool {
		return comparePlaces(r.order, placeOf(&nodes[r.at(rank)], r.order.By), *place) > 0
	}))
}

// placeOf is a node's place in an order by what nodes have.
func placeOf(n *kg.Node, by kg.OrderBy) kg.Place {
	place := kg.Place{SortKey: n.SortKey, Slug: n.Slug}
	if property, ok := by.Property(); ok {
		place.Number = n.Property(property)
	}
	return place
}

// comparePlaces compares what an order by name or number looks at.
func comparePlaces(order kg.Order, a, b kg.Place) int {
	var asked int
	if order.By == kg.ByName {
		asked = cmp.Compare(a.SortKey, b.SortKey)
		if order.Descending {
			asked = -asked
		}
	} else {
		asked = compareNumbers(order.Descending, a.Number, b.Number)
	}
	return cmp.Or(asked, cmp.Compare(a.SortKey, b.SortKey), cmp.Compare(a.Slug, b.Slug))
}

// compareNumbers compares two numbers, of which those that are missing come
// last in both directions.
func compareNumbers(descending bool, a, b kg.Number) int {
	switch {
	case a.Known && b.Known && descending:
		return cmp.Compare(b.Value, a.Value)
	case a.Known && b.Known:
		return cmp.Compare(a.Value, b.Value)
	case a.Known:
		return -1
	case b.Known:
		return +1
	default:
		return 0
	}
}
