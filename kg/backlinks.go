package kg

import "slices"

// backlinksOf is how many links it takes to walk back to all roles from the nodes
// of a kind that some roles are linked to.
func (x *Index) backlinksOf(kind Kind, roles []Slug) int {
	sum := int64(0)
	for _, slug := range roles {
		if at, ok := x.byID[ID{Role, slug}]; ok {
			sum += x.names[Role][at].Backlinks[kind]
		}
	}
	return int(sum)
}

// mostBacklinks is backlinksOf for so many roles, at most.
func (x *Index) mostBacklinks(kind Kind, roles int) int {
	if roles = min(roles, len(x.backlinks[kind])); roles == 0 {
		return 0
	}
	return x.backlinks[kind][roles-1]
}

// sumBacklinks makes what mostBacklinks looks up.
func (x *Index) sumBacklinks() {
	for kind := range x.backlinks {
		sums := make([]int, len(x.names[Role]))
		for i := range sums {
			sums[i] = int(x.names[Role][i].Backlinks[kind])
		}
		x.backlinks[kind] = runningSums(sums)
	}
}

// runningSums makes of numbers the sums of the greatest, of the two greatest, and
// so on.
func runningSums(numbers []int) []int {
	slices.SortFunc(numbers, func(a, b int) int { return b - a })
	for i := range numbers[:max(len(numbers)-1, 0)] {
		numbers[i+1] += numbers[i]
	}
	return numbers
}

// rolesOf is how many links some nodes of a kind have from roles.
func (x *Index) rolesOf(kind Kind, slugs []Slug) int {
	sum := 0
	for _, slug := range slugs {
		if at, ok := x.byID[ID{kind, slug}]; ok {
			sum += x.names[kind][at].RoleCount
		}
	}
	return sum
}
