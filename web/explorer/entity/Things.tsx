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
import { Names } from '../page/Name';
import { PlaygroundLink } from '../page/PlaygroundLink';

// The pages of what goes with roles.

export function Skill({ slug }: { slug: string }) {
  return (
    <Loaded kind="SKILL" slug={slug} operation={SkillDocument} entity={({ skill }) => skill}>
      {(skill, asked) => (
        <Facts
          entity={skill}
          actions={<PlaygroundLink operation={SkillDocument} variables={asked} what="this page" />}
          own={<Words title="Type" words={skill.types.map((type) => type.toLowerCase())} />}
        >
          <LinkList
            title="Roles"
            first={skill.roles}
            following={{ operation: MoreRolesOfSkillDocument, asked, page: ({ skill }) => skill?.roles }}
          />
          <LinkList
            title="Broader skills"
            first={skill.broader}
            following={{ operation: MoreBroaderDocument, asked, page: ({ skill }) => skill?.broader }}
          />
          <LinkList
            title="Narrower skills"
            first={skill.narrower}
            following={{ operation: MoreNarrowerDocument, asked, page: ({ skill }) => skill?.narrower }}
          />
        </Facts>
      )}
    </Loaded>
  );
}

export function Tool({ slug }: { slug: string }) {
  return (
    <Loaded kind="TOOL" slug={slug} operation={ToolDocument} entity={({ tool }) => tool}>
      {(tool, asked) => (
        <Facts
          entity={tool}
          actions={<PlaygroundLink operation={ToolDocument} variables={asked} what="this page" />}
          own={<Words title="Categories" words={tool.categories} />}
        >
          <LinkList title="Roles" first={tool.roles} following={{ operation: MoreRolesOfToolDocument, asked, page: ({ tool }) => tool?.roles }} />
        </Facts>
      )}
    </Loaded>
  );
}

export function Language({ slug }: { slug: string }) {
  return (
    <Loaded kind="LANGUAGE" slug={slug} operation={LanguageDocument} entity={({ language }) => language}>
      {(language, asked) => (
        <Facts entity={language} actions={<PlaygroundLink operation={LanguageDocument} variables={asked} what="this page" />}>
          <LinkList
            title="Roles"
            first={language.roles}
            following={{ operation: MoreRolesOfLanguageDocument, asked, page: ({ language }) => language?.roles }}
          />
        </Facts>
      )}
    </Loaded>
  );
}

export function Industry({ slug }: { slug: string }) {
  return (
    <Loaded kind="INDUSTRY" slug={slug} operation={IndustryDocument} entity={({ industry }) => industry}>
      {(industry, asked) => (
        <Facts entity={industry} actions={<PlaygroundLink operation={IndustryDocument} variables={asked} what="this page" />}>
          <LinkList
            title="Roles"
            first={industry.roles}
            following={{ operation: MoreRolesOfIndustryDocument, asked, page: ({ industry }) => industry?.roles }}
          />
        </Facts>
      )}
    </Loaded>
  );
}

export function Degree({ slug }: { slug: string }) {
  return (
    <Loaded kind="DEGREE" slug={slug} operation={DegreeDocument} entity={({ degree }) => degree}>
      {(degree, asked) => (
        <Facts entity={degree} actions={<PlaygroundLink operation={DegreeDocument} variables={asked} what="this page" />}>
          <LinkList
            title="Roles"
            first={degree.roles}
            following={{ operation: MoreRolesOfDegreeDocument, asked, page: ({ degree }) => degree?.roles }}
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
      <p>
        <Names names={words} />
      </p>
    </section>
  );
}
