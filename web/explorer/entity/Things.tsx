import { Facts } from './Facts';
import { Loaded } from './Loaded';
import {
  DegreeDocument,
  IndustryDocument,
  LanguageDocument,
  MoreBroaderDocument,
  MoreNarrowerDocument,
  MoreRolesOfDegreeDocument,
  MoreRolesOfIndustryDocument,
  MoreRolesOfLanguageDocument,
  MoreRolesOfSkillDocument,
  MoreRolesOfToolDocument,
  SkillDocument,
  ToolDocument,
} from '../generated/operations';
import { LinkList } from '../links/LinkList';
import { PlaygroundLink } from '../page/PlaygroundLink';

// The pages of what goes with roles.

export function Skill({ slug }: { slug: string }) {
  const variables = (after: string) => ({ slug, after });
  return (
    <Loaded kind="SKILL" slug={slug} operation={SkillDocument} entity={({ skill }) => skill}>
      {(skill) => (
        <Facts
          entity={skill}
          actions={<PlaygroundLink operation={SkillDocument} variables={{ slug }} what="this page" />}
          own={<Words title="Type" words={skill.types.map((type) => type.toLowerCase())} />}
        >
          <LinkList
            title="Roles"
            first={skill.roles}
            following={{ operation: MoreRolesOfSkillDocument, variables, page: ({ skill }) => skill?.roles }}
          />
          <LinkList
            title="Broader skills"
            first={skill.broader}
            following={{ operation: MoreBroaderDocument, variables, page: ({ skill }) => skill?.broader }}
          />
          <LinkList
            title="Narrower skills"
            first={skill.narrower}
            following={{ operation: MoreNarrowerDocument, variables, page: ({ skill }) => skill?.narrower }}
          />
        </Facts>
      )}
    </Loaded>
  );
}

export function Tool({ slug }: { slug: string }) {
  const variables = (after: string) => ({ slug, after });
  return (
    <Loaded kind="TOOL" slug={slug} operation={ToolDocument} entity={({ tool }) => tool}>
      {(tool) => (
        <Facts
          entity={tool}
          actions={<PlaygroundLink operation={ToolDocument} variables={{ slug }} what="this page" />}
          own={<Words title="Categories" words={tool.categories} />}
        >
          <LinkList title="Roles" first={tool.roles} following={{ operation: MoreRolesOfToolDocument, variables, page: ({ tool }) => tool?.roles }} />
        </Facts>
      )}
    </Loaded>
  );
}

export function Language({ slug }: { slug: string }) {
  const variables = (after: string) => ({ slug, after });
  return (
    <Loaded kind="LANGUAGE" slug={slug} operation={LanguageDocument} entity={({ language }) => language}>
      {(language) => (
        <Facts entity={language} actions={<PlaygroundLink operation={LanguageDocument} variables={{ slug }} what="this page" />}>
          <LinkList
            title="Roles"
            first={language.roles}
            following={{ operation: MoreRolesOfLanguageDocument, variables, page: ({ language }) => language?.roles }}
          />
        </Facts>
      )}
    </Loaded>
  );
}

export function Industry({ slug }: { slug: string }) {
  const variables = (after: string) => ({ slug, after });
  return (
    <Loaded kind="INDUSTRY" slug={slug} operation={IndustryDocument} entity={({ industry }) => industry}>
      {(industry) => (
        <Facts entity={industry} actions={<PlaygroundLink operation={IndustryDocument} variables={{ slug }} what="this page" />}>
          <LinkList
            title="Roles"
            first={industry.roles}
            following={{ operation: MoreRolesOfIndustryDocument, variables, page: ({ industry }) => industry?.roles }}
          />
        </Facts>
      )}
    </Loaded>
  );
}

export function Degree({ slug }: { slug: string }) {
  const variables = (after: string) => ({ slug, after });
  return (
    <Loaded kind="DEGREE" slug={slug} operation={DegreeDocument} entity={({ degree }) => degree}>
      {(degree) => (
        <Facts entity={degree} actions={<PlaygroundLink operation={DegreeDocument} variables={{ slug }} what="this page" />}>
          <LinkList
            title="Roles"
            first={degree.roles}
            following={{ operation: MoreRolesOfDegreeDocument, variables, page: ({ degree }) => degree?.roles }}
          />
        </Facts>
      )}
    </Loaded>
  );
}

function Words({ title, words }: { title: string; words: string[] }) {
  return words.length === 0 ? null : (
    <section>
      <h2>{title}</h2>
      <p>{words.join(', ')}</p>
    </section>
  );
}
