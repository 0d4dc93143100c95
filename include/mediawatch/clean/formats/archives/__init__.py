"""Articles out of exports of single press archives: ProQuest and Europresse."""
