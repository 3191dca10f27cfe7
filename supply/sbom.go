package main

import (
	"encoding/json"
	"io"
	"runtime"
)

// The parts of CycloneDX 1.6 that are written.
type (
	bom struct {
		Schema       string       `json:"$schema"`
		Format       string       `json:"bomFormat"`
		SpecVersion  string       `json:"specVersion"`
		Version      int          `json:"version"`
		Metadata     metadata     `json:"metadata"`
		Components   []component  `json:"components"`
		Dependencies []dependency `json:"dependencies"`
	}
	metadata struct {
		Component component `json:"component"`
	}
	component struct {
		Type     string          `json:"type"`
		Ref      string          `json:"bom-ref"`
		Name     string          `json:"name"`
		Version  string          `json:"version"`
		URL      string          `json:"purl"`
		Licenses []licenseChoice `json:"licenses,omitempty"`
	}
	licenseChoice struct {
		License licenseID `json:"license"`
	}
	licenseID struct {
		ID string `json:"id"`
	}
	dependency struct {
		Ref       string   `json:"ref"`
		DependsOn []string `json:"dependsOn"`
	}
)

// writeSBOM writes the list for programs, as of a version of the program. It has no
// time and no number of its own, so that the same parts make the same list.
func writeSBOM(w io.Writer, version string, parts []part) error {
	program := part{Name: "rolegraph", Version: version}
	list := bom{
		Schema: "http://cyclonedx.org/schema/bom-1.6.schema.json", Format: "CycloneDX", SpecVersion: "1.6", Version: 1,
		Metadata: metadata{component{Type: "application", Ref: program.purl(), Name: program.Name, Version: version, URL: program.purl()}},
	}
	uses := dependency{Ref: program.purl()}
	for _, p := range parts {
		if p.Name == "std" {
			p.Version = runtime.Version()
		}
		list.Components = append(list.Components, component{
			Type: "library", Ref: p.purl(), Name: p.Name, Version: p.Version, URL: p.purl(),
			Licenses: []licenseChoice{{licenseID{p.License}}},
		})
		uses.DependsOn = append(uses.DependsOn, p.purl())
	}
	list.Dependencies = []dependency{uses}
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	return encoder.Encode(list)
}
