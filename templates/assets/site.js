/* On every page: `/` goes to the search field. Everything works without it. */
"use strict";
