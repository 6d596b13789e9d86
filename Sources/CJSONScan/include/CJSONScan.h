#pragma once

#include "CJSONIndex.h"
#include "CJSONSearch.h"
#include "CJSONValidate.h"
#include "CJSONWalk.h"
