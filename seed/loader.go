package seed

import (
	"slices"

	"go.yaml.in/yaml/v3"

	"rolegraph/kg"
)

// loader makes facts of the files.
type loader struct {
	reader
	facts kg.Facts
	lines map[kg.ID]place // where each entity stands
	ends  []end
}

// end is a link as a role's entry has it: the other end is found when all
// entities are known.
type end struct {
	fact  kg.LinkFact
	kind  kg.Kind
	name  string
	place place
}

func (l *loader) source() {
	file, ok := l.read("source.yaml")
	if !ok {
		return
	}
	in := l.fields(file, "slug", "name", "version", "asOf", "license", "url")
	source := kg.Source{
		Slug: l.text(in["slug"]), Name: l.text(in["name"]), Version: l.text(in["version"]),
		License: l.text(in["license"]), URL: l.text(in["url"]),
	}
	if source.Name == "" || !kg.Slug(source.Slug).Valid() {
		l.problem(file.place(), "a source needs a name, and a slug of lower case letters, digits and hyphens")
	}
	if asOf := in["asOf"]; asOf.Node != nil {
		source.AsOf = kg.Date(asOf.Value)
		if asOf.Kind != yaml.ScalarNode || !source.AsOf.Valid() {
			l.problem(asOf.place(), "expected a date such as 2024, 2024-08 or 2024-08-31")
		}
	}
	l.facts.Source = source
}

// linkFields are the keys of a role's links, with their relations.
var linkFields = []struct {
	key      string
	relation kg.Relation
}{
	{"skills", kg.RequiresSkill},
	{"tools", kg.UsesTool},
	{"languages", kg.UsesLanguage},
	{"industries", kg.WorksIn},
	{"degrees", kg.PrefersDegree},
	{"relatedRoles", kg.RelatedTo},
}

// keysOf are the keys that an entity of the kind may have.
func keysOf(kind kg.Kind) []string {
	keys := []string{"name", "slug", "description", "aliases", "codes"}
	switch kind {
	case kg.Role:
		keys = append(keys, "responsibilities", "outlook")
		for _, field := range linkFields {
			keys = append(keys, field.key)
		}
	case kg.Skill:
		keys = append(keys, "types")
	case kg.Tool:
		keys = append(keys, "categories")
	}
	return keys
}

func (l *loader) entities(kind kg.Kind) {
	file, ok := l.read(kind.Plural() + ".yaml")
	if !ok {
		return
	}
	for _, entry := range l.list(file) {
		l.entity(kind, entry)
	}
}

func (l *loader) entity(kind kg.Kind, entry node) {
	in := l.fields(entry, keysOf(kind)...)
	if in == nil {
		return
	}
	name, slug, ok := l.name(entry, in)
	if !ok {
		return
	}
	fact := kg.NodeFact{
		Kind: kind, Slug: slug, Name: name, Description: l.text(in["description"]),
		Aliases: l.names(in["aliases"]), Codes: l.codes(in["codes"]), Categories: l.texts(in["categories"]),
		Responsibilities: l.texts(in["responsibilities"]), Types: l.types(in["types"]), Outlook: l.outlook(in["outlook"]),
	}
	if earlier, taken := l.lines[fact.ID()]; taken {
		l.problem(entry.place(), "%s is there already, at %s:%d", fact.ID(), earlier.file, earlier.line)
		return
	}
	l.lines[fact.ID()] = entry.place()
	l.facts.Nodes = append(l.facts.Nodes, fact)
	for _, field := range linkFields {
		if list := in[field.key]; list.Node != nil {
			for _, each := range l.list(list) {
				l.end(field.relation, slug, each)
			}
		}
	}
}

// name reads the name of an entry, and its slug, which the name gives unless
// the entry has one.
func (l *loader) name(entry node, in map[string]node) (string, kg.Slug, bool) {
	if in["name"].Node == nil {
		l.problem(entry.place(), "the name is missing")
		return "", "", false
	}
	names := l.names(in["name"])
	if len(names) == 0 {
		return "", "", false
	}
	slug := kg.MakeSlug(names[0])
	if given := in["slug"]; given.Node != nil {
		slug = kg.Slug(l.text(given))
		if !slug.Valid() {
			l.problem(given.place(), "%q is no slug: lower case letters, digits and single hyphens", given.Value)
			return "", "", false
		}
	}
	if slug == "" {
		l.problem(in["name"].place(), "no slug can be made of %q; give the entry one", names[0])
		return "", "", false
	}
	return names[0], slug, true
}

// names reads a name or a list of them; those that can't be names are
// problems and left out.
func (l *loader) names(n node) []string {
	if n.Node == nil {
		return nil
	}
	elements := []node{n}
	if n.Kind == yaml.SequenceNode {
		elements = l.list(n)
	}
	var names []string
	for _, element := range elements {
		text := l.text(element)
		if text == "" {
			continue
		}
		if err := kg.CheckName(text); err != nil {
			l.problem(element.place(), "%s", err)
			continue
		}
		names = append(names, text)
	}
	return names
}

func (l *loader) codes(n node) []kg.Code {
	if n.Node == nil {
		return nil
	}
	var codes []kg.Code
	for _, element := range l.list(n) {
		in := l.fields(element, "scheme", "value")
		code := kg.Code{Scheme: l.text(in["scheme"]), Value: l.text(in["value"])}
		if code.Scheme == "" || code.Value == "" {
			l.problem(element.place(), "a code needs a scheme and a value")
			continue
		}
		codes = append(codes, code)
	}
	return codes
}

func (l *loader) types(n node) []kg.SkillType {
	if n.Node == nil {
		return nil
	}
	var types []kg.SkillType
	for _, element := range l.list(n) {
		var t kg.SkillType
		if err := t.UnmarshalText([]byte(l.text(element))); err != nil {
			l.problem(element.place(), "%s; known are SKILL and KNOWLEDGE", err)
			continue
		}
		types = append(types, t)
	}
	return types
}

func (l *loader) outlook(n node) []kg.Outlook {
	if n.Node == nil {
		return nil
	}
	var rows []kg.Outlook
	for _, element := range l.list(n) {
		keys := []string{"group", "fromYear", "toYear", "growth"}
		in := l.fields(element, append(keys, "openings")...)
		for _, key := range keys {
			if in != nil && in[key].Node == nil {
				l.problem(element.place(), "%s is missing", key)
			}
		}
		row := kg.Outlook{
			Group: l.text(in["group"]), FromYear: l.year(in["fromYear"]), ToYear: l.year(in["toYear"]), Growth: l.number(in["growth"]),
		}
		if in["openings"].Node != nil {
			openings := l.number(in["openings"])
			row.Openings = &openings
		}
		rows = append(rows, row)
	}
	return rows
}

// end reads one entry of a role's links: a name, or an object with one.
func (l *loader) end(relation kg.Relation, from kg.Slug, n node) {
	e := end{
		fact: kg.LinkFact{Relation: relation, From: from, Strength: kg.NoWeight},
		kind: relation.To(), place: n.place(),
	}
	if n.Kind == yaml.ScalarNode {
		e.name = l.text(n)
	} else {
		in := l.fields(n, "name", "notes", "tags")
		if in == nil {
			return
		}
		if in["name"].Node == nil {
			l.problem(n.place(), "the name of what is linked is missing")
			return
		}
		e.name = l.text(in["name"])
		e.fact.Notes = l.texts(in["notes"])
		for _, tag := range l.texts(in["tags"]) {
			var t kg.LinkTag
			if err := t.UnmarshalText([]byte(tag)); err != nil {
				l.problem(in["tags"].place(), "%s; known are %v", err, kg.LinkTags())
				continue
			}
			e.fact.Tags = append(e.fact.Tags, t)
		}
	}
	if e.name != "" {
		l.ends = append(l.ends, e)
	}
}

// links finds the other end of every link.
func (l *loader) links() {
	type key struct {
		relation kg.Relation
		from, to kg.Slug
	}
	seen := map[key]place{}
	for _, e := range l.ends {
		to, ok := l.find(e.kind, e.name)
		if !ok {
			l.problem(e.place, "there is no %s %q in %s.yaml", e.kind.Prefix(), e.name, e.kind.Plural())
			continue
		}
		e.fact.To = to
		k := key{e.fact.Relation, e.fact.From, to}
		if earlier, twice := seen[k]; twice {
			l.problem(e.place, "the link to %q is there already, at %s:%d", e.name, earlier.file, earlier.line)
			continue
		}
		seen[k] = e.place
		l.facts.Links = append(l.facts.Links, e.fact)
	}
}

// find is the slug of the entity that an entry names by its slug or its name.
func (l *loader) find(kind kg.Kind, name string) (kg.Slug, bool) {
	for _, slug := range []kg.Slug{kg.Slug(name), kg.MakeSlug(name)} {
		if _, ok := l.lines[kg.ID{Kind: kind, Slug: slug}]; ok {
			return slug, true
		}
	}
	at := slices.IndexFunc(l.facts.Nodes, func(n kg.NodeFact) bool { return n.Kind == kind && n.Name == name })
	if at < 0 {
		return "", false
	}
	return l.facts.Nodes[at].Slug, true
}

// joins reads the names that are one thing.
func (l *loader) joins() *kg.Joins {
	file, ok := l.read("aliases.yaml")
	if !ok {
		return nil
	}
	joins := &kg.Joins{}
	for _, element := range l.list(file) {
		in := l.fields(element, "kind", "name", "also", "codes", "reason")
		if in == nil {
			continue
		}
		if entry, ok := l.join(element, in); ok {
			if err := joins.Add(entry); err != nil {
				l.problem(element.place(), "%s", err)
			}
		}
	}
	return joins
}

func (l *loader) join(element node, in map[string]node) (kg.Join, bool) {
	var entry kg.Join
	prefix := l.text(in["kind"])
	at := slices.IndexFunc(kg.Kinds(), func(k kg.Kind) bool { return k.Prefix() == prefix })
	if at < 0 {
		l.problem(element.place(), "unknown kind %q; known are role, skill, tool, language, industry, degree", prefix)
		return entry, false
	}
	name, slug, ok := l.name(element, map[string]node{"name": in["name"]})
	if !ok {
		return entry, false
	}
	entry = kg.Join{Kind: kg.Kind(at), Slug: slug, Name: name, Names: l.names(in["also"]), Codes: l.codes(in["codes"])}
	if len(entry.Names)+len(entry.Codes) == 0 {
		l.problem(element.place(), "the entry joins nothing: `also` lists names, `codes` keys")
	}
	if l.text(in["reason"]) == "" {
		l.problem(element.place(), "the reason is missing")
	}
	seen := map[kg.Slug]bool{slug: true}
	for _, name := range entry.Names {
		if other := kg.MakeSlug(name); seen[other] {
			l.problem(element.place(), "%q meets another name of the entry by itself", name)
		} else {
			seen[other] = true
		}
	}
	return entry, true
}
