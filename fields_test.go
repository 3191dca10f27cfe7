package main

import (
	"testing"

	"rolegraph/kg"
)

// whole is the facts of a role and its surroundings with every property that
// the schema shows, by three sources.
func whole() []*kg.Facts {
	number := func(f float64) *float64 { return &f }
	sample := 1200
	onet := &kg.Facts{
		Source: kg.Source{Slug: kg.SourceONET, Name: "O*NET", Version: "29.0", AsOf: "2024-08", License: "CC BY 4.0", URL: "https://www.onetcenter.org/"},
		Nodes: []kg.NodeFact{
			{
				Kind: kg.Role, Slug: "cook", Name: "Cooks", Description: "Prepare food.", Aliases: []string{"Chef", "chef", "Kitchen hand"},
				Codes:     []kg.Code{{Scheme: "SOC", Value: "35-2014"}, {Scheme: "O*NET-SOC", Value: "35-2014.00"}},
				Education: []kg.EducationShare{{Level: "None", Percent: 12.5}, {Level: "School", Percent: 87.5}},
			},
			{Kind: kg.Skill, Slug: "frying", Name: "Frying", Types: []kg.SkillType{kg.SkillTypeKnowledge, kg.SkillTypeSkill}},
			{Kind: kg.Skill, Slug: "cooking", Name: "Cooking"},
			{Kind: kg.Tool, Slug: "pan", Name: "Pan", Categories: []string{"Iron", "Cookware"}},
		},
		Links: []kg.LinkFact{
			{
				Relation: kg.RequiresSkill, From: "cook", To: "frying", Strength: 875_000,
				Evidence: []kg.Evidence{
					{Measure: "Importance", Value: number(4.5), Min: number(1), Max: number(5), AsOf: "2023-12"},
					{Measure: "Level", Value: number(3), Min: number(0), Max: number(7)},
				},
			},
			{Relation: kg.UsesTool, From: "cook", To: "pan", Strength: kg.NoWeight, Tags: []kg.LinkTag{kg.InDemand, kg.Hot}},
			{Relation: kg.BroaderThan, From: "cooking", To: "frying", Strength: kg.NoWeight},
		},
	}
	own := &kg.Facts{
		Source: kg.Source{Slug: "own", Name: "Own notes"},
		Nodes: []kg.NodeFact{
			{Kind: kg.Role, Slug: "cook", Name: "Cook", Responsibilities: []string{"Fries", "Boils"}},
			{Kind: kg.Skill, Slug: "frying", Name: "Frying", Description: "In hot fat.", Types: []kg.SkillType{kg.SkillTypeSkill}},
		},
		Links: []kg.LinkFact{{Relation: kg.RequiresSkill, From: "cook", To: "frying", Strength: 333_333, Notes: []string{"First of all"}}},
	}
	wages := &kg.Facts{
		Source: kg.Source{Slug: kg.SourceBLSOEWS, Name: "OEWS"},
		Nodes: []kg.NodeFact{{
			Kind: kg.Role, Slug: "cook", Name: "Cooks, all",
			Pay: []kg.Pay{
				{Year: 2022, Currency: "USD", Country: "US", Median: number(30000)},
				{
					Year: 2023, Currency: "USD", Country: "US", Sample: &sample, P10: number(20000), P25: number(25000.5), Median: number(31000),
					P75: number(40000), Mean: number(33333.33), Capped: true,
				},
			},
			Outlook: []kg.Outlook{{Group: "Cooks", FromYear: 2023, ToYear: 2033, Growth: -0.1, Openings: number(4300)}},
		}},
	}
	return []*kg.Facts{onet, own, wages}
}

// TestEveryField shows each field of entities, links and facts once, with the
// values that follow from the facts above by the rules of SEMANTICS.md.
func TestEveryField(t *testing.T) {
	onStores(t, nil, whole(), func(t *testing.T, c *client) {
		c.wants(t, `{ role(slug: "cook") {
			id kind slug name description aliases codes { scheme value } sources { slug }
			responsibilities { text source { slug name } }
			pay { source { slug } year currency basis country sample p10 p25 median p75 p90 mean capped } medianPay
			outlook { source { slug } group fromYear toYear growth openings } growth
			education { source { slug } level percent }
		} }`, `{"role": {
			"id": "role:cook", "kind": "ROLE", "slug": "cook", "name": "Cook", "description": "Prepare food.",
			"aliases": ["Chef", "Cooks", "Cooks, all", "Kitchen hand"],
			"codes": [{"scheme": "O*NET-SOC", "value": "35-2014.00"}, {"scheme": "SOC", "value": "35-2014"}],
			"sources": [{"slug": "own"}, {"slug": "onet"}, {"slug": "bls-oews"}],
			"responsibilities": [{"text": "Fries", "source": {"slug": "own", "name": "Own notes"}}, {"text": "Boils", "source": {"slug": "own", "name": "Own notes"}}],
			"pay": [
				{"source": {"slug": "bls-oews"}, "year": 2023, "currency": "USD", "basis": "ANNUAL", "country": "US", "sample": 1200, "p10": 20000, "p25": 25000.5, "median": 31000, "p75": 40000, "p90": null, "mean": 33333.33, "capped": true},
				{"source": {"slug": "bls-oews"}, "year": 2022, "currency": "USD", "basis": "ANNUAL", "country": "US", "sample": null, "p10": null, "p25": null, "median": 30000, "p75": null, "p90": null, "mean": null, "capped": false}
			],
			"medianPay": 31000,
			"outlook": [{"source": {"slug": "bls-oews"}, "group": "Cooks", "fromYear": 2023, "toYear": 2033, "growth": -0.1, "openings": 4300}], "growth": -0.1,
			"education": [{"source": {"slug": "onet"}, "level": "None", "percent": 12.5}, {"source": {"slug": "onet"}, "level": "School", "percent": 87.5}]
		}}`)
		// (875,000 + 333,333) / 2 = 604,166.5, rounded half up.
		c.wants(t, `{ role(slug: "cook") { skills { edges { relation weight tags notes { text source { slug } } node { types description roleCount }
			evidence { source { slug } measure value min max asOf } } } tools { edges { weight tags node { categories roleCount } } } } }`, `{"role": {
			"skills": {"edges": [{
				"relation": "REQUIRES_SKILL", "weight": 0.604167, "tags": [], "notes": [{"text": "First of all", "source": {"slug": "own"}}],
				"node": {"types": ["SKILL", "KNOWLEDGE"], "description": "In hot fat.", "roleCount": 1},
				"evidence": [
					{"source": {"slug": "own"}, "measure": null, "value": null, "min": null, "max": null, "asOf": null},
					{"source": {"slug": "onet"}, "measure": "Importance", "value": 4.5, "min": 1, "max": 5, "asOf": "2023-12"},
					{"source": {"slug": "onet"}, "measure": "Level", "value": 3, "min": 0, "max": 7, "asOf": null}
				]
			}]},
			"tools": {"edges": [{"weight": null, "tags": ["HOT", "IN_DEMAND"], "node": {"categories": ["Cookware", "Iron"], "roleCount": 1}}]}
		}}`)
		c.wants(t, `{ frying: skill(slug: "frying") { broader { nodes { slug } } narrower { totalCount } roles { edges { weight } } }
			cooking: skill(slug: "cooking") { broader { totalCount } narrower { edges { relation node { slug } } } } }`, `{
			"frying": {"broader": {"nodes": [{"slug": "cooking"}]}, "narrower": {"totalCount": 0}, "roles": {"edges": [{"weight": 0.604167}]}},
			"cooking": {"broader": {"totalCount": 0}, "narrower": {"edges": [{"relation": "BROADER_THAN", "node": {"slug": "frying"}}]}}
		}`)
		c.wants(t, `{ graph { sources { slug version asOf license url } } }`, `{"graph": {"sources": [
			{"slug": "own", "version": null, "asOf": null, "license": null, "url": null},
			{"slug": "onet", "version": "29.0", "asOf": "2024-08", "license": "CC BY 4.0", "url": "https://www.onetcenter.org/"},
			{"slug": "bls-oews", "version": null, "asOf": null, "license": null, "url": null}
		]}}`)
	})
}
