import { type Indicator } from './indicator';

/** Its source says that it counts no more: to be taken away where it is held, and to be sent nowhere. */
export const isTakenBack = ({ isActive }: Pick<Indicator, 'isActive'>): boolean => isActive === false;
