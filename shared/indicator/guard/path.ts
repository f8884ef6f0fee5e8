import { type Observable } from '../observable';

const pathOfUrl = /^[^:]*:\/\/[^/?#]*([^?#]*)/;

/** A path of slashes, dots and blanks leads nowhere, escaped or not. */
const nowhere = /^(?:[/.]|%2f|%2e|%20)*$/i;

/** Whether a URL says more than a host. A query alone does not: the page is the host's front page. */
export const hasPath = ({ kind, value }: Observable): boolean =>
  kind === 'url' && !nowhere.test(pathOfUrl.exec(value)?.[1] ?? '');
