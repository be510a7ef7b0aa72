import { ledgerSearch } from '../../shared/ledgerSearch';
import * as catalog from './catalog';
import * as money from './money';
import * as people from './people';

/** Every list of the node, by the name its resource locators call it. */
export const listSearch = { ...catalog, ...money, ...people, searchSpreadsheets: ledgerSearch.searchSpreadsheets };
