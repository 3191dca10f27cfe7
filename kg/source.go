package kg

import (
	"cmp"
	"regexp"
	"slices"
	"time"
)

// Source is where facts come from. Empty fields are null in the API.
type Source struct {
	Slug    string `json:"slug"` // short and stable, such as "onet"
	Name    string `json:"name"`
	Version string `json:"version,omitempty"`
	AsOf    Date   `json:"asOf,omitempty"`
	License string `json:"license,omitempty"`
	URL     string `json:"url,omitempty"`
}

// Slugs of the sources that the project knows.
const (
	SourceArticle        = "article"
	SourceONET           = "onet"
	SourceESCO           = "esco"
	SourceBLSOEWS        = "bls-oews"
	SourceBLSProjections = "bls-projections"
	SourceAIJobs         = "ai-jobs"
)

// published are the known sources after the user's own, in registry order.
var published = []string{SourceONET, SourceESCO, SourceBLSOEWS, SourceBLSProjections, SourceAIJobs}

// OwnSource reports whether a slug can be that of a user's own source: it is none
// of those that the project knows.
func OwnSource(slug string) bool { return Slug(slug).Valid() && registryRank(slug) == ownRank }

// CompareSources orders the slugs of sources by the registry, which decides
// whose name and description an entity takes: the article, the user's own
// sources by name, then the published ones.
func CompareSources(a, b string) int {
	return cmp.Or(cmp.Compare(registryRank(a), registryRank(b)), cmp.Compare(a, b))
}

// ownRank is that of all of a user's own sources: after the article, before the
// published ones.
const ownRank = 1

func registryRank(slug string) int {
	if slug == SourceArticle {
		return 0
	}
	return ownRank + 1 + slices.Index(published, slug)
}

// Date is an ISO 8601 date as exact as its source: "2024", "2024-08" or
// "2024-08-31"; empty where there is none.
type Date string

var dateForm = regexp.MustCompile(`^\d{4}(-\d{2}(-\d{2})?)?$`)

// Valid reports whether the date has one of the three forms and exists.
func (d Date) Valid() bool {
	if !dateForm.MatchString(string(d)) {
		return false
	}
	_, err := time.Parse("2006-01-02"[:len(d)], string(d))
	return err == nil
}
