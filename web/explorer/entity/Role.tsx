import { Education } from './Education';
import { Facts } from './Facts';
import { Loaded } from './Loaded';
import { Outlook } from './Outlook';
import { Pay } from './Pay';
import { Similar } from './Similar';
import { comparisonPath } from '../compare/selection';
import {
  MoreDegreesDocument,
  MoreIndustriesDocument,
  MoreLanguagesDocument,
  MoreRelatedRolesDocument,
  MoreSkillsDocument,
  MoreToolsDocument,
  RoleDocument,
} from '../generated/operations';
import { LinkList } from '../links/LinkList';
import { Name } from '../page/Name';
import { PlaygroundLink } from '../page/PlaygroundLink';
import { profilePath } from '../profile/address';
import { SourceName } from '../page/Source';

/** The page of a role. */
export function Role({ slug }: { slug: string }) {
  return (
    <Loaded kind="ROLE" slug={slug} operation={RoleDocument} entity={({ role }) => role}>
      {(role, asked) => (
        <Facts
          entity={role}
          actions={
            <>
              <a href={comparisonPath([slug])}>Compare with other roles</a>
              <a href={profilePath([], slug)}>What do I lack for it?</a>
              <PlaygroundLink operation={RoleDocument} variables={asked} what="this page" />
            </>
          }
          own={
            <>
              <Pay pay={role.pay} />
              <Outlook outlook={role.outlook} />
              <Education shares={role.education} />
            </>
          }
        >
          {role.responsibilities.length > 0 && (
            <section aria-labelledby="responsibilities">
              <h2 id="responsibilities">Responsibilities</h2>
              <ul class="statements">
                {role.responsibilities.map(({ text, source }) => (
                  <li key={source.slug + text}>
                    <Name>{text}</Name> <SourceName source={source} />
                  </li>
                ))}
              </ul>
            </section>
          )}
          <LinkList
            title="Skills"
            first={role.skills}
            following={{ operation: MoreSkillsDocument, asked, page: ({ role }) => role?.skills }}
          />
          <LinkList title="Tools" first={role.tools} following={{ operation: MoreToolsDocument, asked, page: ({ role }) => role?.tools }} />
          <LinkList
            title="Languages"
            first={role.languages}
            following={{ operation: MoreLanguagesDocument, asked, page: ({ role }) => role?.languages }}
          />
          <LinkList
            title="Industries"
            first={role.industries}
            following={{ operation: MoreIndustriesDocument, asked, page: ({ role }) => role?.industries }}
          />
          <LinkList
            title="Degrees"
            first={role.degrees}
            following={{ operation: MoreDegreesDocument, asked, page: ({ role }) => role?.degrees }}
          />
          <LinkList
            title="Related roles"
            first={role.relatedRoles}
            following={{ operation: MoreRelatedRolesDocument, asked, page: ({ role }) => role?.relatedRoles }}
          />
          <Similar slug={slug} />
        </Facts>
      )}
    </Loaded>
  );
}
