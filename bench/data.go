package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"strings"

	"rolegraph/importer"
	"rolegraph/jsonl"
	"rolegraph/kg"
)

// copyMark is in the slugs of copies and nowhere else.
const copyMark = "-copy-"

func isCopy(slug string) bool { return strings.Contains(slug, copyMark) }

// writeCopies writes the facts of an export so many times over. The first are as
// they are; the others have other slugs and names, so that each copy is linked
// within itself, and lack codes, by which the alias file would join them with the
// first.
func writeCopies(ctx context.Context, from, to string, copies int) error {
	all, err := importer.JSONL(ctx, from, &importer.Report{})
	if err != nil {
		return err
	}
	for _, facts := range all {
		multiply(facts, copies)
	}
	file, err := os.Create(to)
	if err != nil {
		return err
	}
	defer file.Close()
	buffered := bufio.NewWriter(file)
	if err := jsonl.Write(buffered, all); err != nil {
		return err
	}
	if err := buffered.Flush(); err != nil {
		return err
	}
	return file.Close()
}

// multiply adds the copies to the facts of a source.
func multiply(facts *kg.Facts, copies int) {
	nodes, links := facts.Nodes, facts.Links
	for i := 2; i <= copies; i++ {
		slugOf := func(slug kg.Slug) kg.Slug { return kg.Slug(fmt.Sprintf("%s%s%d", slug, copyMark, i)) }
		nameOf := func(name string) string { return fmt.Sprintf("%s (copy %d)", name, i) }
		for _, node := range nodes {
			node.Slug, node.Name, node.Codes = slugOf(node.Slug), nameOf(node.Name), nil
			aliases := make([]string, len(node.Aliases))
			for j, alias := range node.Aliases {
				aliases[j] = nameOf(alias)
			}
			node.Aliases = aliases
			facts.Nodes = append(facts.Nodes, node)
		}
		for _, link := range links {
			link.From, link.To = slugOf(link.From), slugOf(link.To)
			facts.Links = append(facts.Links, link)
		}
	}
}
