package graph

import (
	"context"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"rolegraph/graph/answer"
	"rolegraph/graph/shape"
	"rolegraph/kg"
)

// planner turns one operation into one plan. It walks the selection once for
// each concrete type that it can meet, makes a branch for every list, and
// collects everything that is wrong with arguments on the way.
type planner struct {
	schema   *ast.Schema
	op       *graphql.OperationContext
	index    *kg.Index
	plan     kg.Plan
	branches map[answer.Key]int
	paths    []ast.Path // for each branch that of the field that asked for it first
	searches map[answer.Key]*answer.SearchPage
	shape    shape.Operation
	// introspects says that the operation asks for more than the shape writes: for
	// the schema.
	introspects bool
	cursors     []cursorOfParents
	sites       []site
	at          int                     // the site whose fields are being planned
	times       int                     // how often the sites that are being planned are shown
	shows       func(*kg.Table) []int32 // which nodes they show: see site
	walked      int                     // fields so far
	arguing     argumentSizes           // of those fields
	// conditions is how many filters and searches have so far.
	conditions int
	names      *names
	hubLimit   int
	problems   problems
	cost       cost // once it is priced
	// held is how many slugs the plan and the shape have from the index: what texts
	// and codes find.
	held int
}

// maxRecurring bounds how many entities of an operation are written once and
// copied, for each of which there is a note for each node of the result.
const maxRecurring = 8

// cursorOfParents is an `after` of a list whose parents are known only from
// the result.
type cursorOfParents struct {
	branch    int
	list      kg.List
	path      ast.Path
	field     string
	selection string
}

// newPlan plans an operation, which may search the names as far as a limit of
// cost and its context allow. Either the problems are empty or the plan must not
// be executed.
func newPlan(ctx context.Context, schema *ast.Schema, op *graphql.OperationContext, index *kg.Index, config Config) *planner {
	p := &planner{schema: schema, op: op, index: index, names: newNames(ctx, index, config.CostLimit), hubLimit: config.HubLimit, arguing: newArgumentSizes(op.Variables, config.Limits.Body), branches: map[answer.Key]int{}, searches: map[answer.Key]*answer.SearchPage{}, at: noSite, times: 1}
	p.shape.Root = *shape.Of("Query", p.fields(op.Operation.SelectionSet, "Query"), func(field graphql.CollectedField) shape.Value[shape.None] {
		return p.query(field, ast.Path{ast.PathName(field.Alias)})
	})
	if p.walked > maxFields {
		p.problems = problems{coded(kg.TooCostly, "the operation selects more than %d fields when its fragments are written out", maxFields)}
	}
	if p.arguing.tooLarge() && len(p.problems) == 0 { // what is wrong with a value says more
		p.problems = p.arguing.problem()
	}
	if p.conditions > maxConditions {
		p.problems = append(p.problems, coded(kg.TooCostly, "the filters and searches of the operation have more than %d conditions in all", maxConditions))
	}
	if searches := p.pathSearches(); searches > maxSearches {
		p.problems = append(p.problems, coded(kg.TooCostly, "the operation asks for %d different `paths`; at most %d are allowed", searches, maxSearches))
	}
	if len(p.plan.Branches) > maxLists {
		p.problems = append(p.problems, coded(kg.TooCostly, "the operation asks for %d different lists; at most %d are allowed", len(p.plan.Branches), maxLists))
		return p
	}
	p.arrange()
	return p
}

// fields are the fields selected of a concrete type, merged by response key; none once
// there were too many, and no more once their arguments are too large.
func (p *planner) fields(selections ast.SelectionSet, typeName string) []graphql.CollectedField {
	if p.walked > maxFields || p.arguing.tooLarge() {
		return nil
	}
	satisfied := append([]string{typeName}, p.schema.Types[typeName].Interfaces...)
	fields := graphql.CollectFields(p.op, selections, satisfied)
	p.walked += len(fields)
	for i := range fields {
		if p.arguing.add(fields[i].Arguments); p.arguing.tooLarge() {
			return fields[:i]
		}
	}
	return fields
}

func (p *planner) arguments(field graphql.CollectedField) map[string]any {
	return field.ArgumentMap(p.op.Variables)
}

// problem notes that an argument is wrong. The message says which, and what
// would be right.
func (p *planner) problem(path ast.Path, format string, args ...any) {
	p.problems.note(path, format, args...)
}

func (p *planner) query(field graphql.CollectedField, path ast.Path) shape.Value[shape.None] {
	args := p.arguments(field)
	switch field.Name {
	case "node", "entity":
		return p.byID(answer.ParseIDs(answer.Texts(args["id"])), kg.Kinds(), field.Selections, path).one()
	case "nodes":
		texts := answer.Texts(args["ids"])
		if !p.atMost(path, "ids", len(texts)) {
			texts = nil
		}
		return p.byID(answer.ParseIDs(texts), kg.Kinds(), field.Selections, path).several(texts)
	case "graph":
		return shape.Graph(p.fields, field)
	case "search":
		return p.search(args, field.Selections, path)
	case "neighborhood":
		return p.neighborhood(field, path)
	case "traverse":
		return p.traverse(field, path)
	case "compareRoles":
		return p.comparison(answer.Texts(args["roles"]), answer.NewLinkFilter(args["link"]), field.Selections, path)
	case "skillGap":
		return p.skillGap(field, path)
	case "rolesFor":
		return p.rolesFor(field, path)
	case "paths":
		return p.shortestPaths(args, field.Selections, path)
	}
	for _, kind := range kg.Kinds() {
		switch field.Name {
		case kind.Prefix():
			return p.byID([]kg.ID{{Kind: kind, Slug: kg.Slug(args["slug"].(string))}}, []kg.Kind{kind}, field.Selections, path).one()
		case kind.Plural():
			return p.list(kind, field, path, answer.Root, "", "Query", nil)
		}
	}
	p.introspects = true
	return nil
}

// entities plans what is selected of the nodes of a branch, which are of some
// kinds, where the field's type has all.
func (p *planner) entities(branch int, kinds []kg.Kind, selections ast.SelectionSet, path ast.Path) *shape.Entities {
	var planned shape.Entities
	for _, kind := range kg.Kinds() {
		if slices.Contains(kinds, kind) {
			planned[kind] = p.entity(branch, kind, selections, path)
		} else {
			p.rehearse(kind, selections, path)
		}
	}
	return &planned
}

// repeated plans what is shown so many times where it is one thing to the store.
func (p *planner) repeated(times int, plan func()) {
	outer := p.times
	p.times = times
	plan()
	p.times = outer
}

// showing plans what is shown of other nodes than the entries of the branch's
// lists.
func (p *planner) showing(nodes func(*kg.Table) []int32, plan func()) {
	outer := p.shows
	p.shows = nodes
	plan()
	p.shows = outer
}

// rehearse finds what is wrong with the arguments below nodes that there are
// none of, so that whether an operation is refused does not depend on the data.
func (p *planner) rehearse(kind kg.Kind, selections ast.SelectionSet, path ast.Path) {
	aside := *p
	aside.plan, aside.branches, aside.paths, aside.cursors, aside.sites, aside.at = kg.Plan{}, map[answer.Key]int{}, nil, nil, nil, noSite
	branch, _ := aside.branch(path, answer.ByID(nil), kg.Branch{Parent: kg.NoParent, From: kg.ByID{}})
	aside.entity(branch, kind, selections, path)
	p.problems, p.walked, p.arguing, p.conditions = aside.problems, aside.walked, aside.arguing, aside.conditions
}

// branch makes the branch of a key, or finds it where something else in the
// operation asks the same.
func (p *planner) branch(path ast.Path, key answer.Key, branch kg.Branch) (at int, isNew bool) {
	if at, ok := p.branches[key]; ok {
		return at, false
	}
	at = len(p.plan.Branches)
	p.plan.Branches = append(p.plan.Branches, branch)
	p.paths = append(p.paths, slices.Clone(path))
	p.branches[key] = at
	return at, true
}

// propertyFields are the fields of entities that show properties of the node.
var propertyFields = map[string]kg.NodeFields{
	"name": kg.ReadName, "description": kg.ReadDescription, "aliases": kg.ReadAliases,
	"codes": kg.ReadCodes, "sources": kg.ReadSources, "roleCount": kg.ReadRoleCount,
	"types": kg.ReadTypes, "categories": kg.ReadCategories,
	"responsibilities": kg.ReadResponsibilities, "pay": kg.ReadPay, "medianPay": kg.ReadMedianPay,
	"outlook": kg.ReadOutlook, "growth": kg.ReadGrowth, "education": kg.ReadEducation,
}

// stepOf is the step that a list field of a kind follows.
func stepOf(kind kg.Kind, field string) (kg.Step, bool) {
	switch {
	case kind == kg.Skill && field == "broader":
		return kg.Step{Relation: kg.BroaderThan, Direction: kg.In}, true
	case kind == kg.Skill && field == "narrower":
		return kg.Step{Relation: kg.BroaderThan, Direction: kg.Out}, true
	case kind == kg.Role && field == "relatedRoles":
		return kg.Step{Relation: kg.RelatedTo, Direction: kg.Out}, true
	}
	for _, other := range kg.Kinds() {
		if field == other.Plural() {
			return stepBetween(kind, other), true
		}
	}
	return kg.Step{}, false
}

// stepBetween is the step from a kind to another, of which one is Role.
func stepBetween(from, to kg.Kind) kg.Step {
	if from == kg.Role {
		return kg.Step{Relation: kg.RoleRelation(to), Direction: kg.Out}
	}
	return kg.Step{Relation: kg.RoleRelation(from), Direction: kg.In}
}

// entity plans what is selected of the nodes of one kind under a branch.
func (p *planner) entity(branch int, kind kg.Kind, selections ast.SelectionSet, path ast.Path) *shape.Entity {
	fields := p.fields(selections, kind.Label())
	outer := p.at
	p.at = p.site(branch, kind, len(fields))
	defer func() { p.at = outer }()
	planned := p.shape.Entity()
	planned.Select(kind, fields, func(field graphql.CollectedField) shape.Value[int32] {
		here := append(path[:len(path):len(path)], ast.PathName(field.Alias))
		p.plan.Read[kind] |= propertyFields[field.Name]
		if field.Name == "aliases" {
			return shape.Aliases(p.first(here, p.arguments(field)["first"], maxAliases))
		}
		if value, ok := shape.NodeField(p.fields, field); ok {
			return value
		}
		if step, ok := stepOf(kind, field.Name); ok {
			return p.links(branch, kind, step, field, here)
		}
		return p.similar(branch, field, here)
	})
	if planned.IsPlain() {
		return planned
	}
	if planned.Recurring = p.recurring(branch); planned.Recurring > 0 {
		text, varies := selectionText(selections, p.op.Variables, shape.MaxSelection)
		planned.KeepWhole(text, varies)
	}
	return planned
}

// recurring tells whether the nodes of a branch may be shown many times in the
// place that is being planned, as shape.Entity has it.
func (p *planner) recurring(branch int) int {
	from := &p.plan.Branches[branch]
	_, onPaths := from.From.(kg.Paths)
	once := from.Parent == kg.NoParent && !onPaths && p.times == 1 && p.shows == nil
	if once || p.shape.Recurring == maxRecurring {
		return 0
	}
	p.shape.Recurring++
	return p.shape.Recurring
}

// site notes a place of the answer's tree, below the one that is being planned.
func (p *planner) site(branch int, kind kg.Kind, fields int) int {
	s := site{branch: branch, kind: kind, parent: p.at, fields: fields, times: 1}
	if p.at == noSite {
		s.times, s.shows = p.times, p.shows // below a site it is in the numbers of that already
	}
	p.sites = append(p.sites, s)
	return len(p.sites) - 1
}

// links plans a list of what the entities of a branch are linked to.
func (p *planner) links(parent int, kind kg.Kind, step kg.Step, field graphql.CollectedField, path ast.Path) shape.Value[int32] {
	args := p.listArguments(field, true)
	key := args.Key(answer.Parent{Branch: parent}, kind.Label(), field.Name)
	branch, isNew := p.branch(path, key, kg.Branch{Parent: parent, From: kg.Along{Step: step}, Order: args.PlanOrder()})
	size := p.first(path, p.arguments(field)["first"], maxFirst)
	filter := p.filter(path, step.Target(), args.Where)
	link := p.linkFilter(path, "link", args.Link)
	after := p.afterOfParents(branch, kind, key, args, path)
	if isNew {
		b := &p.plan.Branches[branch]
		b.Filter, b.Link, b.After = filter, link, after
	}
	list := shape.ListOfEach(key.Type+"."+key.Field, args.Selection())
	return shape.PageOf(branch, p.connection(branch, size, step.Target(), field, list, args, path))
}

// list plans a list of entities that is not of other entities: a root list, or
// a set of a comparison, which `within` restricts further.
func (p *planner) list(kind kg.Kind, field graphql.CollectedField, path ast.Path, parent answer.Parent, owner, typeName string, within kg.Filter) shape.Value[shape.None] {
	args := p.listArguments(field, false)
	key := args.Key(parent, typeName, field.Name)
	branch, isNew := p.branch(path, key, kg.Branch{Parent: kg.NoParent, From: kg.Every{Kind: kind}, Order: args.PlanOrder()})
	size := p.first(path, p.arguments(field)["first"], maxFirst)
	filter := append(p.filter(path, kind, args.Where), within...)
	list := kg.NewList(owner, typeName+"."+field.Name, args.Selection())
	after, place, ok := p.after(path, args)
	if ok && after != list {
		p.problems.wrongList(path)
	}
	if isNew {
		b := &p.plan.Branches[branch]
		b.Filter, b.After = filter, place
	}
	return shape.OnlyPage[shape.None](branch, p.connection(branch, size, kind, field, shape.OneList(list), args, path))
}

// connection plans what is selected of a connection.
func (p *planner) connection(branch, size int, kind kg.Kind, connection graphql.CollectedField, list shape.List, args *answer.ListArguments, path ast.Path) shape.Value[shape.Page] {
	typeName := connection.Definition.Type.Name()
	cursor := shape.CursorBy(list, p.plan.Branches[branch].Order.By)
	return shape.Of(typeName, p.fields(connection.Selections, typeName), func(field graphql.CollectedField) shape.Value[shape.Page] {
		here := append(path[:len(path):len(path)], ast.PathName(field.Alias))
		b := &p.plan.Branches[branch]
		switch field.Name {
		case "totalCount":
			b.Total = true
			return shape.TotalCount
		case "facets":
			return p.facets(branch, kind, field, here)
		case "pageInfo":
			b.First = size
			return shape.PageInfo(p.pageInfo(field, func() { p.readCursor(b, kind) }), cursor, args.After != nil)
		case "nodes":
			b.First = size
			return shape.Nodes(p.entity(branch, kind, field.Selections, here).Write)
		default:
			b.First = size
			return shape.Edges(p.edge(branch, kind, field, cursor, here))
		}
	}).Write
}

// pageInfo plans what is selected of PageInfo, which may show cursors.
func (p *planner) pageInfo(field graphql.CollectedField, readCursor func()) []graphql.CollectedField {
	selected := p.fields(field.Selections, "PageInfo")
	for _, info := range selected {
		if info.Name == "startCursor" || info.Name == "endCursor" {
			readCursor()
		}
	}
	return selected
}

// linkFields are the fields of links that show properties of the link.
var linkFields = map[string]kg.LinkFields{
	"weight": kg.ReadWeight, "tags": kg.ReadTags, "notes": kg.ReadNotes, "evidence": kg.ReadEvidence,
}

func (p *planner) edge(branch int, kind kg.Kind, edge graphql.CollectedField, cursor shape.Cursor, path ast.Path) shape.Value[shape.Entry] {
	typeName := edge.Definition.Type.Name()
	fields := p.fields(edge.Selections, typeName)
	p.site(branch, kind, len(fields))
	return shape.Of(typeName, fields, func(field graphql.CollectedField) shape.Value[shape.Entry] {
		switch field.Name {
		case "cursor":
			p.readCursor(&p.plan.Branches[branch], kind)
			return cursor
		case "node":
			return shape.NodeOf(p.entity(branch, kind, field.Selections, append(path[:len(path):len(path)], ast.PathName(field.Alias))).Write)
		default:
			p.plan.Branches[branch].Read |= linkFields[field.Name]
			value, _ := shape.LinkField(p.fields, field)
			return shape.LinkOf(value)
		}
	}).Write
}

// readCursor reads what cursors of a branch are made of.
func (p *planner) readCursor(b *kg.Branch, kind kg.Kind) {
	p.plan.Read[kind] |= kg.ReadSortKey
	switch b.Order.By {
	case kg.ByWeight:
		b.Read |= kg.ReadWeight
	case kg.ByRoleCount:
		p.plan.Read[kind] |= kg.ReadRoleCount
	case kg.ByMedianPay:
		p.plan.Read[kind] |= kg.ReadMedianPay
	case kg.ByGrowth:
		p.plan.Read[kind] |= kg.ReadGrowth
	}
}

// inOrder are the texts as slugs.
func inOrder(texts []string) []kg.Slug {
	slugs := make([]kg.Slug, len(texts))
	for i, text := range texts {
		slugs[i] = kg.Slug(text)
	}
	return slugs
}

// slugs is the set of the texts as slugs.
func slugs(texts []string) []kg.Slug {
	set := inOrder(texts)
	slices.Sort(set)
	return slices.Compact(set)
}

// shown shortens what a user wrote before it is said again in a message.
func shown(text string) string { return cut(text, 60) }

// cut is at most so many characters of a text.
func cut(text string, most int) string {
	if runes := []rune(text); len(runes) > most {
		text = string(runes[:most]) + "…"
	}
	return strings.ToValidUTF8(text, "�")
}

// answer is the plan's result as the values of the answer read it.
func (p *planner) answer(result *kg.Result) *answer.Answer {
	return &answer.Answer{Index: p.index, Plan: &p.plan, Result: result, Branches: p.branches, Searches: p.searches}
}
