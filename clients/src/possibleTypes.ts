// Which types an interface stands for: a cache needs it to match fragments on
// interfaces.
const entities = ["Role", "Skill", "Tool", "Language", "Industry", "Degree"];
const links = ["RoleLink", "SkillLink", "ToolLink", "LanguageLink", "IndustryLink", "DegreeLink", "GraphLink"];

export const possibleTypes = { Node: entities, Entity: entities, Link: links };
